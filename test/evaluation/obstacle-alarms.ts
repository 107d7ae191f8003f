/**
 * How often something without a name comes up in a clip. Whoever filmed a clip went freely and met with nothing, so each
 * time is a false alarm. Pure.
 */

/**
 * @param counts how many obstacles each look shows, in order; a look that shows more than the one before is an alarm for
 * each of them, one that shows as many is none
 */
export function obstacleAlarms(counts: readonly number[]): number {
  return counts.reduce((alarms, count, look) => alarms + Math.max(0, count - (counts[look - 1] ?? 0)), 0);
}

/** @param seconds length of the clip, above 0 */
export function alarmsPerMinute(counts: readonly number[], seconds: number): number {
  return (60 * obstacleAlarms(counts)) / seconds;
}

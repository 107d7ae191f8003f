/** What something solid is called that the detector has no name for: the one label that no model's class list holds. */
export const OBSTACLE_LABEL = 'obstacle';

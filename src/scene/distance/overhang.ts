/**
 * How far a vehicle reaches out before the wheels on which it stands, in metres: what is measured is where it touches
 * the ground, what one walks into is the bumper. Seen from its end all of the overhang counts, from the side none; in
 * a street both are as frequent, so half of it is taken.
 *
 * Overhangs are half of length less wheelbase: cars 4.3 and 2.6 m (VW Golf, Toyota Corolla), vans and lorries up to
 * 12 t 7 and 4.2 m, city buses 12 and 5.9 m (Mercedes-Benz Citaro).
 */
const OVERHANG: Readonly<Record<string, number>> = { car: 0.43, truck: 0.7, bus: 1.5 };

/** @returns 0 for all but vehicles */
export function overhangOf(label: string): number {
  return Object.hasOwn(OVERHANG, label) ? OVERHANG[label]! : 0;
}

// The type that the suites ask a model for. Its schema has what those of programs have: enums, formats, ranges, lists with
// a least length, values that may be null, and itself.
import assert from 'node:assert/strict';
import { z } from 'zod';

const Stay = z.object({
  city: z.string().min(3),
  since: z.iso.date(),
  nights: z.number().int().min(2).max(14),
  price: z.number().nullable(),
  travel: z.enum(['train', 'boat']),
});

/** The same without itself. */
export const FlatTrip = z.object({ title: z.string(), stays: z.array(Stay).min(2) });

export const Trip = z.object({
  ...FlatTrip.shape,
  get then() {
    return Trip.nullable();
  },
});

/** Raises unless the value is of the type. */
export function expectTrip(value, type = Trip) {
  const trip = type.parse(value);
  assert.ok(trip.title);
  assert.ok(trip.stays.length >= 2);
}

/**
 * What cars come for: a typical day's mix, by codes of the price list. One deck keeps twelve to fourteen bays busy, and none of their
 * kinds, lift, electrical, body, paint or alignment, for more than 85 % of a day: with more, each day would leave the next more to do.
 */
import type { Symptom } from '#contract/values.ts'

export interface Job {
  symptom: Symptom
  codes: readonly string[]
  /** For new-energy cars only. */
  electric?: true
  /** At least half a day's work: comes in the morning. */
  long?: true
}

const job = (symptom: Symptom, ...codes: string[]): Job => ({ symptom, codes })

export const deck: readonly Job[] = [
  job('service_due', 'M02'),
  job('service_due', 'M02', 'A01'),
  { ...job('service_due', 'M03'), long: true },
  job('service_due', 'M01', 'M07'),
  job('service_due', 'M09'),
  job('service_due', 'M02', 'I02'),
  job('service_due', 'I02'),
  job('brakes', 'M04'),
  job('brakes', 'M06', 'M07'),
  job('brakes', 'M05'),
  job('brakes', 'I01', 'M04'),
  job('steering', 'M13', 'A01'),
  job('steering', 'M14', 'A01'),
  job('steering', 'A02'),
  job('noise', 'M15'),
  job('warning_light', 'E02', 'A02'),
  job('tyres', 'M17', 'A01'),
  job('tyres', 'M18'),
  job('tyres', 'M18'),
  job('engine', 'M12'),
  { ...job('engine', 'M11'), long: true },
  job('engine', 'E02', 'M12'),
  job('leak', 'M08'),
  job('battery', 'E01'),
  job('battery', 'E01'),
  job('battery', 'E02', 'E04'),
  job('warning_light', 'E02', 'E03'),
  { ...job('warning_light', 'E08'), electric: true },
  job('warning_light', 'A03'),
  job('warning_light', 'I01'),
  job('lights', 'E05'),
  job('air_conditioning', 'E06'),
  job('air_conditioning', 'E07'),
  job('body_damage', 'B01'),
  job('body_damage', 'B03', 'P02'),
  job('body_damage', 'B04'),
  job('body_damage', 'P03'),
  job('body_damage', 'B01', 'P03'),
  job('body_damage', 'B01'),
  job('body_damage', 'B02'),
]

/** Additional work found once a car is on the lift; safety first. */
export const found: readonly { code: string; findings: string; safety: boolean }[] = [
  { code: 'M04', findings: 'Front pads down to 2 mm.', safety: true },
  { code: 'M05', findings: 'Rear pads down to 3 mm.', safety: true },
  { code: 'M07', findings: 'Brake fluid boils at 150 °C.', safety: true },
  { code: 'M14', findings: 'Play in the left lower control arm.', safety: true },
  { code: 'E01', findings: 'Battery at 41 % of its health.', safety: false },
  { code: 'M08', findings: 'Coolant protects to -8 °C only.', safety: false },
  { code: 'M12', findings: 'Spark plugs worn.', safety: false },
  { code: 'M16', findings: 'Rear silencer rusted through at the seam.', safety: false },
]

export const checkFailures = [
  'Wheel bolts of one wheel not at torque.',
  'Oil filter seeps.',
  'Steering wheel one notch off.',
  'Warning light still on.',
  'Dust in the clear coat.',
]

/** An icon for each symptom, in a 48 × 48 box. */
import type { Symptom } from '#contract/values.ts'

export const symptomIcons: Record<Symptom, string> = {
  // A calendar with a tick: the service is due.
  service_due: 'M8 10h32v30H8zM8 19h32M16 5v9M32 5v9M17 30l5 5 10-10',
  // An engine block with its fan belt and oil filler.
  engine: 'M12 16h20v6h5v-4h5v18h-5v-4h-4l-5 6H16l-4-5v-6H7v6M7 20v12M18 16v-5m8 5v-5m-11 0h14',
  // A brake disc and its caliper.
  brakes:
    'M24 6a18 18 0 1 0 18 18M24 17a7 7 0 1 0 0 14 7 7 0 0 0 0-14M30 6a19 19 0 0 1 12 12l-7 3a12 12 0 0 0-8-8zM14 24h.1M24 37h.1M18 35h.1',
  // A steering wheel.
  steering:
    'M24 5a19 19 0 1 0 0 38 19 19 0 0 0 0-38M24 20a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9M5 22c8-3 11-2 14.500 1M43 22c-8-3-11-2-14.500 1M24 29v14',
  // A tyre with a nail in it, losing air.
  tyres:
    'M22 6a17 17 0 1 0 0 34 17 17 0 0 0 0-34M22 15a8 8 0 1 0 0 16 8 8 0 0 0 0-16M22 6v4m0 26v4M5 23h4m26 0h4M38 41l5 3m-6-7h6m-9 8v-2',
  battery: 'M6 15h36v24H6zM11 15v-5h7v5m12 0v-5h7v5M12 26h8M29 26h8m-4-4v8',
  // A headlamp and its beam.
  lights: 'M24 10c-10 0-17 5-17 14s7 14 17 14zM30 13l12-3M30 21h13M30 29l12 2M30 36l11 5',
  // A snowflake.
  air_conditioning:
    'M24 4v40M7 14l34 20M7 34l34-20M18 7l6 5 6-5M18 41l6-5 6 5M7 22l7-4-1-8M41 26l-7 4 1 8M41 22l-7-4 1-8M7 26l7 4-1 8',
  // A loudspeaker.
  noise: 'M6 18h8l11-9v30l-11-9H6zM31 18c3 4 3 8 0 12M36 12c6 7 6 17 0 24',
  // A drop above its puddle.
  leak: 'M24 4c7 9 11 14 11 20a11 11 0 0 1-22 0c0-6 4-11 11-20M18 25c0 4 2 6 5 6.500M6 42c5-4 31-4 36 0',
  // The warning triangle of the dashboard.
  warning_light: 'M24 6 45 41H3zM24 18v11M24 34.500v.5',
  // A car from the side with an impact at its door.
  body_damage:
    'M4 33v-8l6-2 6-9h15l7 9 6 3v7h-4M4 33h4m9 0h14M12.500 29a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9M35.500 29a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9M24 17l-3 5 5 2-3 6',
}

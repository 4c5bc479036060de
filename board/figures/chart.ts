/** Chart.js with only what the figures draw: bars and lines on two plain axes. Loaded by this page alone, once it draws. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js'
import type { Config } from './chartStyle.ts'

Chart.register(BarController, BarElement, CategoryScale, Filler, LinearScale, LineController, LineElement, PointElement)
Chart.defaults.animation = false
Chart.defaults.responsive = true
Chart.defaults.maintainAspectRatio = false
Chart.defaults.events = ['click', 'mousemove']

export const drawOn = (canvas: HTMLCanvasElement, config: Config) => new Chart(canvas, config)

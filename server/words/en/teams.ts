/** Teams that a new workshop begins with. */
export default {
  mechanics: 'Mechanics',
  electrical: 'Electrical',
  body: 'Body and paint',
}

import helmet from 'helmet'

/** Security headers: a page may only load what this server serves. */
export const safeHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // HSTS applies to the whole host, so that is its owner's decision, not ours.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
})

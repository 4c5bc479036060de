import helmet from 'helmet'

/** The headers that keep a page to what is served here. */
export const safeHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // Whether all of a host is reached by TLS is for its owner to say, not for one program on it.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
})

/** What `npm start -- --help` prints: the README's table of settings, in short. */
export const startUsage = `npm start -- [--new-keys [--workshop NAME]]
  --new-keys  new access keys for every screen, or for those of one workshop; the old ones stop working
Settings are environment variables:
  HOST, PORT         where to listen; 127.0.0.1 and 8080 unless set, 0.0.0.0 for the network
  DATA_DIR           the folder of the database and the administrators' token; ./data unless set
  DATABASE_URL       your own PostgreSQL, 15 or newer
  DATABASE_POOL      connections for commands; 10 unless set
  PUBLIC_URL         the address in links and QR codes: protocol and host, no path
  TLS_CERT, TLS_KEY  PEM files
  TRUST_PROXY        the number of proxies in front, or their addresses
  FRAME_ANCESTORS    origins whose pages may show wall and lobby in a frame
  WORKSHOP_NAME      the name of the example workshop
  METRICS_TOKEN      lets programs elsewhere read /metrics
  BACKUP_DIR         the folder of the backups that are made by themselves; backups below DATA_DIR unless set
  BACKUP_PASSPHRASE  encrypts backups
  LOG_LEVEL          info unless set
  TZ                 the time zone of the example workshop, at the first start
The ways to customers (e-mail, SMS, WeChat, Web Push) have their own: server/delivery/README.md`

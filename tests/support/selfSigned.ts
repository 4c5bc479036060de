/** A certificate for 127.0.0.1 and localhost that nobody has signed but itself, with its key. For tests only: everybody has it. */
export const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgPZWhakbGVM+VkTAJ
xENKf/LnImbzYQkvilM65nP1M8mhRANCAAQeFwm8XyiVx93p6wGajt2ufgfiSY/m
J21FqQfbvcarU4FYXa2e8vfiFbtPmL6NUuhNKsToQzyiIOAh+6C+9YVE
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUIRgCDfFwJjzVdv/3a9HKqgDBeq4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyNDE0Mjk1OVoYDzIxMjYxMDMx
MTQyOTU5WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQeFwm8XyiVx93p6wGajt2ufgfiSY/mJ21FqQfbvcarU4FYXa2e8vfi
FbtPmL6NUuhNKsToQzyiIOAh+6C+9YVEo28wbTAdBgNVHQ4EFgQUzLq6dy8e/xyW
16V9MLWlBqN172gwHwYDVR0jBBgwFoAUzLq6dy8e/xyW16V9MLWlBqN172gwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARhwR/AAABgglsb2NhbGhvc3QwCgYIKoZI
zj0EAwIDRwAwRAIgEZ6itv7n01I9bfwSHoL3HB0Fz8+T3wtxzaEaxSvk5cMCICaH
oeZ23Qk1+6AaRKQ1TvBBQXmdPI9aGb0ngokr6Jlw
-----END CERTIFICATE-----
`,
}

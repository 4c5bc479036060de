CREATE TABLE "house_clock" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"clock_ahead" bigint NOT NULL,
	"since" timestamp(3) with time zone NOT NULL
);

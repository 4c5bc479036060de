ALTER TABLE "access_key" RENAME COLUMN "door" TO "device";--> statement-breakpoint
ALTER TABLE "access_key" RENAME CONSTRAINT "access_key_workshop_id_door_pk" TO "access_key_workshop_id_device_pk";

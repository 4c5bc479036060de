-- A row held every setting once anything about the workshop had been saved. Those never set go, so that today's defaults count.
UPDATE "workshop" AS w SET "settings" = coalesce((
  SELECT jsonb_object_agg(s.key, s.value) FROM jsonb_each(w."settings") AS s
  WHERE s.value IS DISTINCT FROM ('{
      "promiseMarginMinutes": 30, "atRiskMinutes": 15, "waitingWeight": 3, "urgentWeight": 3, "returnedWeight": 2,
      "safetyWeight": 2, "calmMinutes": 60, "movePriceMinutes": 20, "checkMinutes": 10, "washMinutes": 20,
      "progressCheckFromPercent": 70, "progressCheckUntilPercent": 80, "progressCheckLeastMinutes": 20,
      "noticeShortMinutes": 60, "noticeLongMinutes": 240, "longFromHours": 48, "announceEarly": true,
      "askBeforeDelayNotice": false, "furtherDelayMinutes": 60, "steadyMinutes": 10, "correctionMinutes": 30,
      "attemptsPerChannel": 3, "quietFrom": 1260, "quietUntil": 480, "answerWithinMinutes": 30,
      "collectWithinHours": 24, "escalateMinutes": 15, "muteMinutes": 30, "linkDays": 14}'::jsonb -> s.key)
    OR EXISTS (
      SELECT FROM "journal" AS j, jsonb_array_elements(j."facts") AS fact
      WHERE j."workshop_id" = w."workshop_id" AND j."command" = 'changeSettings'
        AND fact -> 'fields' ?| ARRAY[s.key, replace(s.key, 'progressCheck', 'checkIn')])
), '{}');

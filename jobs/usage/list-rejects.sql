-- Step 4: the refused rows, in the order of the file.
--   run_id
SELECT r.line, r.field, r.reason, ARRAY(SELECT jsonb_array_elements_text(r.row)) AS row FROM rejected_usage r WHERE r.run_id = ? ORDER BY r.line

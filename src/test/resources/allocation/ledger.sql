-- Every account as it stands and as it came to be, free of ids, times of writing, run and actor.
SELECT c.user_id, a.credit_type_id, a.balance_millicredits, a.next_period_at,
       (SELECT string_agg(concat_ws('|', e.type, e.amount_millicredits, e.balance_after_millicredits, e.occurred_at, e.booked_on), E'\n' ORDER BY e.id)
        FROM entry e WHERE e.account_id = a.id) AS entries,
       (SELECT string_agg(concat_ws('|', l.source, l.granted_millicredits, l.remaining_millicredits, l.carried, l.expires_at), E'\n' ORDER BY l.id)
        FROM lot l WHERE l.account_id = a.id) AS lots,
       (SELECT string_agg(concat_ws('|', p.period_start, p.period_end, p.opening_millicredits, p.granted_millicredits,
                                    p.rolled_in_millicredits, p.expired_millicredits), E'\n' ORDER BY p.period_start)
        FROM period p WHERE p.account_id = a.id) AS periods
FROM account a JOIN customer c ON c.id = a.customer_id
WHERE c.user_id = coalesce(CAST(:user AS text), c.user_id)
ORDER BY c.user_id, a.credit_type_id

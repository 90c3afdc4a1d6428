-- What customers have paid for and not used: of each priced lot, the share of its price that its remaining credits have.
-- In units of the currency, by currency. Reads every lot, so give the rule an every.
SELECT currency AS label, round(sum(net_price_cents * remaining_millicredits::numeric / granted_millicredits) / 100, 2) AS amount
FROM lot
WHERE open AND net_price_cents IS NOT NULL
GROUP BY currency
ORDER BY currency
LIMIT 100

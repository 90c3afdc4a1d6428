-- Tables of the ledger's history that nothing protects: the trigger that refuses change is missing or disabled (I7).
SELECT table_name AS label, 1 AS unprotected FROM invariant_i7

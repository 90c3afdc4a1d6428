-- Whether any allowance of a plan is higher than the same of another, in one catalogue version: such a change is an upgrade.
CREATE OR REPLACE FUNCTION has_higher_allowance(plan_id smallint, than_plan_id smallint, version_id integer) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM catalogue_allowance n
        LEFT JOIN catalogue_allowance o ON o.version_id = n.version_id AND o.plan_id = than_plan_id AND o.credit_type_id = n.credit_type_id
        WHERE n.version_id = has_higher_allowance.version_id AND n.plan_id = has_higher_allowance.plan_id
          AND n.allowance_millicredits > coalesce(o.allowance_millicredits, 0))
$$;

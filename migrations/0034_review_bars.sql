-- Who failed his last review is not cleared for state secrets (PER-1).
create function bars_failed_review(of_person uuid, wanted_duty text, wanted_scheme text, wanted_rank int)
  returns table (code text, params jsonb) language sql stable security definer set search_path = public as
$$ select 'person-review.failed', jsonb_build_object('day', r.decided_on)
   from (select v.result, to_char(v.decided_at at time zone current_setting('fengni.zone'), 'YYYY-MM-DD') as decided_on
         from person_review v where v.person_id = of_person and v.state = 'decided' order by v.decided_at desc limit 1) r
   where wanted_scheme = 'cn-state-secret' and r.result = 'fail' $$;
call add_bar_rule('bars_failed_review');

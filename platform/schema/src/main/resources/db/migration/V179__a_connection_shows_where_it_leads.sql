-- The host that the app was sent back to when it was connected, with its port where it names one, as the person saw it; null for the
-- command line, which has none. What the app's developers register later changes nothing about it.
alter table oauth.app_grant add column host text;

-- Run once, when the volume is new: the user that Grafana reads the views with, and the role that the ledger lets read them.
\getenv password ANSLAG_GRAFANA_DB_PASSWORD
CREATE ROLE anslag_reader NOLOGIN;
CREATE ROLE grafana LOGIN PASSWORD :'password' IN ROLE anslag_reader;

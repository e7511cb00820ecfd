-- Room for the real tables' rows of one generation, beside the expected ones.
CREATE OR REPLACE TABLE actual_throughput AS SELECT * FROM expected_throughput LIMIT 0;
CREATE OR REPLACE TABLE actual_data_quality AS SELECT * FROM expected_data_quality LIMIT 0;
CREATE OR REPLACE TABLE actual_clearance_activity AS SELECT * FROM expected_clearance_activity LIMIT 0;

-- What Spring Batch remembers of its executions: the tables and sequences of spring-batch-core 6.0.4's schema-postgresql.sql,
-- made here so that nothing creates tables at run time. They drive; bursar.run and bursar.run_partition are the truth.
CREATE TABLE batch_job_instance (
    job_instance_id bigint       NOT NULL PRIMARY KEY,
    version         bigint,
    job_name        varchar(100) NOT NULL,
    job_key         varchar(32)  NOT NULL,
    CONSTRAINT job_inst_un UNIQUE (job_name, job_key)
);

CREATE TABLE batch_job_execution (
    job_execution_id bigint    NOT NULL PRIMARY KEY,
    version          bigint,
    job_instance_id  bigint    NOT NULL,
    create_time      timestamp NOT NULL,
    start_time       timestamp DEFAULT NULL,
    end_time         timestamp DEFAULT NULL,
    status           varchar(10),
    exit_code        varchar(2500),
    exit_message     varchar(2500),
    last_updated     timestamp,
    CONSTRAINT job_inst_exec_fk FOREIGN KEY (job_instance_id) REFERENCES batch_job_instance (job_instance_id)
);

CREATE TABLE batch_job_execution_params (
    job_execution_id bigint       NOT NULL,
    parameter_name   varchar(100) NOT NULL,
    parameter_type   varchar(100) NOT NULL,
    parameter_value  varchar(2500),
    identifying      char(1)      NOT NULL,
    CONSTRAINT job_exec_params_fk FOREIGN KEY (job_execution_id) REFERENCES batch_job_execution (job_execution_id)
);

CREATE TABLE batch_step_execution (
    step_execution_id  bigint       NOT NULL PRIMARY KEY,
    version            bigint       NOT NULL,
    step_name          varchar(100) NOT NULL,
    job_execution_id   bigint       NOT NULL,
    create_time        timestamp    NOT NULL,
    start_time         timestamp DEFAULT NULL,
    end_time           timestamp DEFAULT NULL,
    status             varchar(10),
    commit_count       bigint,
    read_count         bigint,
    filter_count       bigint,
    write_count        bigint,
    read_skip_count    bigint,
    write_skip_count   bigint,
    process_skip_count bigint,
    rollback_count     bigint,
    exit_code          varchar(2500),
    exit_message       varchar(2500),
    last_updated       timestamp,
    CONSTRAINT job_exec_step_fk FOREIGN KEY (job_execution_id) REFERENCES batch_job_execution (job_execution_id)
);

CREATE TABLE batch_step_execution_context (
    step_execution_id  bigint        NOT NULL PRIMARY KEY,
    short_context      varchar(2500) NOT NULL,
    serialized_context text,
    CONSTRAINT step_exec_ctx_fk FOREIGN KEY (step_execution_id) REFERENCES batch_step_execution (step_execution_id)
);

CREATE TABLE batch_job_execution_context (
    job_execution_id   bigint        NOT NULL PRIMARY KEY,
    short_context      varchar(2500) NOT NULL,
    serialized_context text,
    CONSTRAINT job_exec_ctx_fk FOREIGN KEY (job_execution_id) REFERENCES batch_job_execution (job_execution_id)
);

CREATE SEQUENCE batch_step_execution_seq MAXVALUE 9223372036854775807 NO CYCLE;
CREATE SEQUENCE batch_job_execution_seq MAXVALUE 9223372036854775807 NO CYCLE;
CREATE SEQUENCE batch_job_instance_seq MAXVALUE 9223372036854775807 NO CYCLE;

-- Spring Batch looks these up and has no index for it.
CREATE INDEX batch_job_execution_of_instance ON batch_job_execution (job_instance_id);
CREATE INDEX batch_job_execution_params_of_execution ON batch_job_execution_params (job_execution_id);
CREATE INDEX batch_step_execution_of_execution ON batch_step_execution (job_execution_id);

-- A completed run that is started again does what has become due since: a new round of the same run, and for Spring Batch
-- a new instance. A run that failed, was stopped or died goes on with the round in which it stood.
ALTER TABLE run ADD COLUMN round integer NOT NULL DEFAULT 1;
ALTER TABLE run ADD COLUMN stop_requested_at timestamptz; -- its process sees this within a second or two
ALTER TABLE run ADD CONSTRAINT run_round_is_positive CHECK (round > 0);

package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.run.JobParameter;
import dev.bursar.run.JobVerb;
import dev.bursar.run.OptionValues;
import dev.bursar.run.VerbAnswer;
import dev.bursar.run.VerbCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code bursar JOB VERB}: a command that the job offers, built from what it says of it. */
final class JobVerbCommand implements Callable<Exit> {
    private final JobVerb verb;
    private final Invocation invocation;
    private final Writing writing = new Writing();
    private @Nullable CommandSpec spec;

    JobVerbCommand(JobVerb verb, Invocation invocation) {
        this.verb = verb;
        this.invocation = invocation;
    }

    /** The command as picocli knows it. */
    CommandSpec build() {
        CommandSpec command = CommandSpec.wrapWithoutInspection(this).name(verb.name());
        command.usageMessage().description(verb.description().toArray(String[]::new));
        verb.options().forEach(option -> command.addOption(JobOptions.spec(option)));
        for (int index = 0; index < verb.parameters().size(); index++) {
            JobParameter parameter = verb.parameters().get(index);
            command.addPositional(PositionalParamSpec.builder()
                    .index(String.valueOf(index))
                    .arity("1")
                    .required(true)
                    .type(String.class)
                    .paramLabel(parameter.label())
                    .description(parameter.description())
                    .build());
        }
        if (verb.changesSomething()) {
            command.addMixin("writing", CommandSpec.forAnnotatedObject(writing));
        }
        spec = command;
        return command;
    }

    @Override
    public Exit call() {
        VerbCall call = new VerbCall(values(), invocation.reason());
        JobVerb.Work work = verb.work();
        JdbcClient client = invocation.database().client();
        VerbAnswer answer = verb.changesSomething()
                ? writing.run(invocation, inTransaction -> work.answer(call, inTransaction))
                : work.answer(call, client);
        switch (answer) {
            case VerbAnswer.Listing listing -> list(listing);
            case VerbAnswer.Deed deed -> writing.answer(invocation, deed.answer(), deed.sentence(), deed.next());
            case VerbAnswer.Verdict verdict -> {
                list(verdict.listing());
                if (invocation.output().isForPeople()) {
                    verdict.words().forEach(invocation.output()::say);
                }
                return verdict.isNo() ? Exit.ANSWER_IS_NO : Exit.DONE;
            }
        }
        return Exit.DONE;
    }

    private void list(VerbAnswer.Listing listing) {
        Rows rows = Rows.of(listing.statement());
        Output output = invocation.output();
        output.print(
                output.isForPeople() ? rows.only(listing.columns().toArray(String[]::new)) : rows, listing.whenEmpty());
    }

    private OptionValues values() {
        CommandSpec command = Objects.requireNonNull(spec);
        Map<String, List<String>> values = new HashMap<>(JobOptions.given(command, verb.options()));
        for (int index = 0; index < verb.parameters().size(); index++) {
            String value = command.positionalParameters().get(index).getValue();
            values.put(verb.parameters().get(index).name(), List.of(value));
        }
        return new OptionValues(values);
    }
}

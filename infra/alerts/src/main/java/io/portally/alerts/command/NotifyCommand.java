package io.portally.alerts.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.alerts.alertmanager.Alertmanager;
import io.portally.alerts.alertmanager.AlertmanagerTarget;
import io.portally.alerts.database.UsualTable;
import io.portally.alerts.notify.Notifier;
import io.portally.alerts.notify.Ports;
import io.portally.alerts.notify.Target;
import io.portally.alerts.notify.UsualLengths;
import io.portally.alerts.open.Sentence;
import io.portally.alerts.webhook.Webhook;
import io.portally.alerts.webhook.WebhookSecret;
import io.portally.alerts.webhook.WebhookTarget;
import io.portally.schemas.Topic;
import io.portally.simulator.command.CommandFailure;
import io.portally.simulator.command.ExitCode;
import io.portally.simulator.command.Interruption;
import io.portally.simulator.command.KafkaTarget;
import io.portally.tally.area.RegisterReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Carries alerts to whoever tells people, until it is stopped. */
@Command(
    name = "notify",
    description = {
      "Tell Alertmanager and web hooks of slow clearances, as they come on the topic, until Ctrl-C.",
      "A target that is away gets everything later, in order. What is open is told to Alertmanager",
      "again and again, so that it outlives a restart there. AT_RISK goes to web hooks alone."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ended with Ctrl-C", "2:wrong usage", "3:no broker could be reached"},
    sortOptions = false)
public final class NotifyCommand implements Callable<Integer> {

  /** Alertmanager holds an alert for so many reminders: a few may be missed. */
  private static final int REMINDERS_HELD = 4;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaTarget kafka = new KafkaTarget();

  @Option(
      names = "--alertmanager",
      paramLabel = "URL",
      defaultValue = "${PORTALLY_ALERTMANAGER_URL}",
      description =
          "Alertmanager's address, such as http://127.0.0.1:9093; of a cluster, each of its members. Default: PORTALLY_ALERTMANAGER_URL in the environment.")
  private List<String> alertmanagers = List.of();

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description =
          "A receiver of CloudEvents, signed as Standard Webhooks has it; several may be given.")
  private List<URI> webhooks = List.of();

  @Option(
      names = "--webhook-secret-file",
      paramLabel = "FILE",
      description =
          "A file with the secret of the web hooks (whsec_…); a line each while an old one is replaced.")
  private @Nullable Path secretFile;

  @Option(
      names = "--named",
      paramLabel = "NUMBER",
      defaultValue = "5",
      description =
          "Of one port and rule, how many alerts are told one by one; the others are one, with their number. Default: ${DEFAULT-VALUE}.")
  private int named;

  @Option(
      names = "--remind-every",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How often Alertmanager is told again what is open; it holds an alert for four times as long. Default: ${DEFAULT-VALUE}.")
  private int remindEvery;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "Asia/Shanghai",
      description = "The zone of times in sentences. Default: ${DEFAULT-VALUE}.")
  private ZoneId zone = ZoneId.of("Asia/Shanghai");

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      defaultValue = "${JDBC_URL}",
      description =
          "The database that knows what is usual. Default: that of the stack; without one, sentences leave it out.")
  private @Nullable String url;

  @Option(
      names = "--login",
      paramLabel = "LOGIN",
      defaultValue = "${PGUSER}",
      description =
          "A login with the role portally_reader, whose password is PGPASSWORD. Default: the stack's.")
  private @Nullable String user;

  @Override
  public Integer call() {
    List<URI> addresses =
        alertmanagers.stream().filter(it -> !DatabaseLogin.isMissing(it)).map(URI::create).toList();
    if (addresses.isEmpty() && webhooks.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "Nobody is to be told: give --alertmanager URL, or --webhook URL, or both");
    }
    requirePositive("--named", named);
    requirePositive("--remind-every", remindEvery);
    List<WebhookSecret> secrets = secrets();
    String servers = kafka.serversWith(Topic.SLOW_CLEARANCES.suffix());
    try (Interruption stop = Interruption.onShutdown()) {
      UsualTable usual = usual();
      try {
        carry(servers, targets(addresses, secrets, usual == null ? UsualLengths.UNKNOWN : usual));
      } catch (InterruptedException e) {
        stop.acknowledge();
      } finally {
        if (usual != null) {
          usual.close();
        }
      }
    }
    return ExitCode.DONE;
  }

  private void carry(String servers, List<Target> targets) throws InterruptedException {
    Notifier.Settings settings =
        new Notifier.Settings(
            servers,
            kafka.topicPrefix() + Topic.SLOW_CLEARANCES.suffix(),
            named,
            LONGEST_PAUSE,
            Duration.ofSeconds(remindEvery));
    try (Notifier notifier = Notifier.start(settings, ports(), targets, this::say)) {
      notifier.await();
    }
  }

  private List<Target> targets(
      List<URI> addresses, List<WebhookSecret> secrets, UsualLengths usual) {
    InstantSource clock = InstantSource.system();
    Sentence sentence = new Sentence(ports()::nameOf, zone);
    Duration hold = Duration.ofSeconds(remindEvery).multipliedBy(REMINDERS_HELD);
    List<Target> targets = new ArrayList<>();
    for (URI address : addresses) {
      targets.add(new AlertmanagerTarget(new Alertmanager(address), sentence, usual, hold, clock));
    }
    for (URI address : webhooks) {
      targets.add(
          new WebhookTarget(new Webhook(address, secrets, clock), named, sentence, usual, clock));
    }
    return targets;
  }

  private static Ports ports() {
    return new Ports(RegisterReader.bundled());
  }

  private @Nullable UsualTable usual() {
    if (url == null || DatabaseLogin.isMissing(url)) {
      return null;
    }
    String login = DatabaseLogin.isMissing(user) ? null : user;
    String password = System.getProperty("PGPASSWORD", System.getenv("PGPASSWORD"));
    return UsualTable.start(DatabaseLogin.of(url, login, password));
  }

  private List<WebhookSecret> secrets() {
    if (webhooks.isEmpty()) {
      return List.of();
    }
    if (secretFile == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--webhook wants --webhook-secret-file FILE with a secret that the receiver knows too; make one with: (printf whsec_; head -c 32 /dev/urandom | base64) > FILE");
    }
    try {
      List<WebhookSecret> secrets =
          Files.readString(secretFile, UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .map(line -> WebhookSecret.parse(line.strip()))
              .toList();
      if (secrets.isEmpty()) {
        throw new IllegalArgumentException("it is empty");
      }
      return secrets;
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--webhook-secret-file %s holds no secret: %s; write whsec_ and 24 to 64 bytes in base64, a line each"
              .formatted(secretFile, e.getMessage()),
          e);
    }
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "%s is %d: write 1 or more".formatted(option, value));
    }
  }

  private void say(String sentence) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(sentence);
    out.flush();
  }
}

package org.partnergateway.routes.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.adapters.definition.ChannelDefinition.Incoming;
import org.partnergateway.adapters.definition.ChannelDefinition.Whole;
import org.partnergateway.adapters.policy.RefusedException;
import org.partnergateway.adapters.sftp.RemoteFile;
import org.partnergateway.adapters.sftp.SftpDirectory;
import org.partnergateway.adapters.sftp.SftpFailedException;
import org.partnergateway.adapters.sftp.SftpSession;
import org.partnergateway.routes.files.FileIntake.Arrival;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.files.FileLooks;
import org.partnergateway.routes.store.files.FileStatus;
import org.partnergateway.routes.store.files.PartnerFiles;
import org.partnergateway.routes.store.files.StoredFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/**
 * Looks into a partner's directory and takes what is whole: first into the store, then away. A file
 * that was taken and is still there, since something ended in between, is only put away.
 */
final class SftpPoller implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SftpPoller.class);
  private static final List<String> NEVER_WHOLE = List.of(".part", ".tmp", ".filepart");
  private static final String MEDIA_TYPE = "application/octet-stream";

  private final Channel channel;
  private final Incoming incoming;
  private final SftpDirectory directory;
  private final FileIntake intake;
  private final PartnerFiles files;
  private final FileLooks looks;
  private final long largest;

  /**
   * @param largest larger files are not read, in bytes
   */
  SftpPoller(
      Channel channel,
      Incoming incoming,
      SftpDirectory directory,
      FileIntake intake,
      PartnerFiles files,
      FileLooks looks,
      long largest) {
    this.channel = channel;
    this.incoming = incoming;
    this.directory = directory;
    this.intake = intake;
    this.files = files;
    this.looks = looks;
    this.largest = largest;
  }

  @Override
  public void run() {
    try {
      directory.with(
          session -> {
            look(session);
            return channel;
          });
    } catch (RefusedException e) {
      LOG.debug("{} is not looked into: {}", channel.fullName(), e.refusal().detail());
    } catch (SftpFailedException e) {
      LOG.warn("{} could not be looked into: {}", channel.fullName(), e.detail());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      LOG.error("{} could not be looked into", channel.fullName(), e);
    }
  }

  private void look(SftpSession session) throws IOException {
    List<RemoteFile> all = session.list(incoming.directory());
    Set<String> names = new HashSet<>();
    all.forEach(file -> names.add(file.name()));
    for (RemoteFile file : all) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      if (isWhole(file, names)) {
        takeOrLeave(session, file);
      }
    }
  }

  private boolean isWhole(RemoteFile file, Set<String> names) {
    String name = file.name();
    String lower = name.toLowerCase(Locale.ROOT);
    if (name.startsWith(".") || NEVER_WHOLE.stream().anyMatch(lower::endsWith)) {
      return false;
    }
    return switch (incoming.whole()) {
      case Whole.Renamed renamed -> renamed.suffixes().stream().noneMatch(name::endsWith);
      case Whole.Marker marker ->
          !name.endsWith(marker.suffix()) && names.contains(name + marker.suffix());
      case Whole.Unchanged unchanged ->
          looks.look(partner(), channel.name(), name, file.size(), file.modifiedAt())
              >= unchanged.looks();
    };
  }

  /** One file that can't be taken stands in no other's way; a partner that is away does. */
  private void takeOrLeave(SftpSession session, RemoteFile file) throws SftpFailedException {
    try {
      StoredFile taken = file.size() > largest ? tooLarge(file) : take(session, file);
      if (taken != null) {
        putAway(session, file.name(), taken);
      }
    } catch (SftpFailedException e) {
      if (e.failure() == org.partnergateway.adapters.failure.Failure.UNAVAILABLE) {
        throw e;
      }
      LOG.warn("{}: {}", channel.fullName(), e.detail());
    } catch (DuplicateKeyException e) {
      LOG.info("{} of {} is being taken elsewhere", file.name(), channel.fullName());
    } catch (IOException | RuntimeException e) {
      LOG.error("{} of {} could not be taken", file.name(), channel.fullName(), e);
    }
  }

  /**
   * First on a disk of ours, so that no transaction waits for a network.
   *
   * @return null when it was changed meanwhile
   */
  private @Nullable StoredFile take(SftpSession session, RemoteFile file) throws IOException {
    String path = incoming.directory() + "/" + file.name();
    Path spooled = Files.createTempFile("partner-file-", ".in");
    try {
      try (InputStream content = session.read(path)) {
        Files.copy(content, spooled, StandardCopyOption.REPLACE_EXISTING);
      }
      Optional<RemoteFile> now = session.find(path);
      if (now.isEmpty()
          || now.get().size() != file.size()
          || !now.get().modifiedAt().equals(file.modifiedAt())
          || Files.size(spooled) != file.size()) {
        LOG.info("{} of {} changed while it was read", file.name(), channel.fullName());
        return null;
      }
      Fingerprint fingerprint;
      try (InputStream content = Files.newInputStream(spooled)) {
        fingerprint = Fingerprint.of(content);
      }
      return intake.take(
          new Arrival(
              channel,
              file.name(),
              MEDIA_TYPE,
              file.name() + " " + fingerprint,
              new Spooled(spooled, file.size()),
              fingerprint,
              conflict(file.name(), fingerprint)));
    } finally {
      Files.deleteIfExists(spooled);
    }
  }

  private Optional<String> conflict(String name, Fingerprint fingerprint) {
    if (channel.definition().namesComeAgain()) {
      return Optional.empty();
    }
    return files
        .firstOfName(partner(), channel.name(), name)
        .filter(first -> !first.fingerprint().equals(fingerprint))
        .map(
            first ->
                "A file of this name came at %s with other content, as %s."
                    .formatted(first.createdAt(), first.id()));
  }

  private StoredFile tooLarge(RemoteFile file) {
    byte[] nothing = new byte[0];
    return intake.take(
        new Arrival(
            channel,
            file.name(),
            MEDIA_TYPE,
            "%s %d %s".formatted(file.name(), file.size(), file.modifiedAt()),
            FileContent.of(nothing),
            Fingerprint.of(nothing),
            Optional.of(
                "It has %d bytes, and gateway.files.largest is %d; it was not read, and is where the partner's refused files are."
                    .formatted(file.size(), largest))));
  }

  private void putAway(SftpSession session, String name, StoredFile taken)
      throws SftpFailedException {
    String to = taken.status() == FileStatus.REFUSED ? incoming.refused() : incoming.processed();
    String target = to + "/" + name;
    if (session.find(target).isPresent()) {
      target = target + "." + taken.id();
      if (session.find(target).isPresent()) {
        // The same file, left there once more.
        session.remove(target);
      }
    }
    session.rename(incoming.directory() + "/" + name, target);
    if (incoming.whole() instanceof Whole.Marker marker) {
      session.remove(incoming.directory() + "/" + name + marker.suffix());
    }
    looks.forget(partner(), channel.name(), name);
  }

  private String partner() {
    return channel.partner().id();
  }

  private record Spooled(Path path, long size) implements FileContent {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }
}

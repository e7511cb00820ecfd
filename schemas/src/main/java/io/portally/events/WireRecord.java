package io.portally.events;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * What all generated records extend. Avro makes instances only of classes that it was told to trust
 * (since CVE-2024-47561), and asks even when a builder copies an enum. This tells it to trust the
 * classes beside this one, and no others, wherever a record is used: no JVM needs a flag for it.
 */
public abstract class WireRecord extends SpecificRecordBase {

  static {
    String trusted = WireRecord.class.getPackageName();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(trusted)));
  }
}

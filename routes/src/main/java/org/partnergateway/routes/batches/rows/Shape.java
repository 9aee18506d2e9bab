package org.partnergateway.routes.batches.rows;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What may be where in a line, as far as columns need to know. */
public interface Shape {
  /** What a field is read as. */
  enum Leaf {
    TEXT,
    INTEGER,
    NUMBER,
    BOOLEAN
  }

  /** What the items of a list are; null when it is none. */
  @Nullable Shape items();

  /** The member of that name; null when there is none. */
  @Nullable Shape member(String name);

  /** The members' names. */
  Collection<String> names();

  /** The members without which it isn't complete. */
  Collection<String> required();

  /** Null when it has members or items. */
  @Nullable Leaf leaf();

  /** What a column's name could go on with. */
  default String example() {
    return items() == null ? names().stream().findFirst().orElse("…") : "0";
  }
}

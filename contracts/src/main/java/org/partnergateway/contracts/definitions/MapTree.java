package org.partnergateway.contracts.definitions;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

final class MapTree implements DefinitionTree {

  private final SortedMap<String, DefinitionFile> files = new TreeMap<>();

  MapTree(Map<String, byte[]> contents) {
    contents.forEach((path, content) -> files.put(path, new DefinitionFile(path, content.clone())));
  }

  private MapTree(DefinitionTree first, DefinitionTree second) {
    first.paths().forEach(path -> files.put(path, first.get(path)));
    second.paths().forEach(path -> files.put(path, second.get(path)));
  }

  static DefinitionTree overlay(DefinitionTree first, DefinitionTree second) {
    Problems problems = new Problems();
    for (String path : second.paths()) {
      if (first.find(path).isPresent()) {
        problems.add(
            Problem.ofFile(
                path,
                "stands in two places; one file may not hide another, so remove or rename one"));
      }
    }
    problems.throwIfAny();
    return new MapTree(first, second);
  }

  @Override
  public SortedSet<String> paths() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(files.keySet()));
  }

  @Override
  public Optional<DefinitionFile> find(String path) {
    return Optional.ofNullable(files.get(path));
  }
}

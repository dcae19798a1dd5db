// Every construct of the IDL that Apache's compiler 0.17 knows too, for calls between this project and other languages.
include "everything_base.thrift"

namespace java io.thriftboot.interop.api
namespace py everything

enum Ending {
  RETURN = 1
  REFUSED = 2
  BROKEN = 3
  UNDECLARED = 4
}

exception Refused {
  1: string reason
  2: everything_base.Level level
}

struct Numbers {
  1: bool yes
  2: byte tiny
  3: i16 small
  4: i32 whole
  5: i64 large
  6: double fraction
}

/** A key of a map; immutable, because Python can use nothing else as a key. */
struct Place {
  1: i32 x
  2: string name
} (python.immutable = "")

/** Recursive. */
struct Tree {
  1: i32 value
  2: list<Tree> branches
}

union Choice {
  1: i32 number
  2: string text
  3: Numbers numbers
  4: list<string> words
}

/** Each kind of presence, with defaults and without. */
struct Presence {
  1: required i32 must
  2: optional i32 may
  3: i32 plain
  4: optional string mayDefault = "optional"
  5: string plainDefault = "plain"
  6: required i64 mustDefault = 7
  7: list<i32> listDefault = [1, 2, 3]
  8: everything_base.Level levelDefault = everything_base.Level.HIGH
}

/** The smallest and the largest field ids. */
struct Ids {
  -1: i32 negative
  -2: string nextNegative
  32767: i64 largest
  5: bool outOfOrder
}

struct Bundle {
  1: Numbers numbers
  2: string text
  3: string nothing
  4: everything_base.Level level
  5: everything_base.Id id
  6: everything_base.Index index
  7: list<string> words
  8: set<i32> few
  9: map<string, i64> counts
  10: list<map<string, set<i32>>> nested
  11: map<everything_base.Level, string> byLevel
  12: map<i32, Numbers> byNumber
  13: Choice choice
  14: Tree tree
  16: list<Choice> choices
  17: optional Bundle inner
  18: list<everything_base.Level> levels
  19: list<i32> empty
  20: map<string, string> emptyMap
}

const i64 LARGEST = 9223372036854775807
const i64 SMALLEST = -9223372036854775808
const list<string> WORDS = ["", "plain", "Grüße, 世界"]

/**
 * What every side makes from the IDL, so that a reader can tell whether what arrived is what was written. Numbers are all
 * set, since Java writes zero for those that are not; keys are not negative, which Apache's compiler 0.17 cannot write in
 * JavaScript.
 */
const Bundle SAMPLE = {
  "numbers": {"yes": true, "tiny": -128, "small": -32768, "whole": -2147483648, "large": -9007199254740991, "fraction": -0.125},
  "text": "Grüße, 世界",
  "nothing": "",
  "level": everything_base.Level.LOW,
  "id": 9007199254740991,
  "index": {"a": [1, 2], "none": []},
  "words": ["", "plain", "Grüße"],
  "few": [3, -1, 2147483647],
  "counts": {"zero": 0, "many": 5000000000},
  "nested": [{"one": [1], "two": [1, 2]}, {}],
  "byLevel": {everything_base.Level.MEDIUM: "medium", everything_base.Level.HIGH: "high"},
  "byNumber": {7: {"yes": false, "tiny": 127, "small": 32767, "whole": 2147483647, "large": 1, "fraction": 0.5}},
  "choice": {"words": ["x", "y"]},
  "tree": {"value": 1, "branches": [{"value": 2, "branches": []}, {"value": 3, "branches": [{"value": 4, "branches": []}]}]},
  "choices": [{"number": 5}, {"text": ""}, {"words": []}],
  "inner": {"text": "inner", "id": 1, "level": everything_base.Level.MEDIUM},
  "levels": [everything_base.Level.HIGH, everything_base.Level.MEDIUM],
  "empty": [],
  "emptyMap": {}
}

service Everything extends everything_base.Basics {
  everything_base.Level echoLevel(1: everything_base.Level value)
  Choice echoChoice(1: Choice value)
  Tree echoTree(1: Tree value)
  Presence echoPresence(1: Presence value)
  Ids echoIds(1: Ids value)
  Bundle echoBundle(1: Bundle value)
  list<map<string, set<i32>>> echoNested(1: list<map<string, set<i32>>> value)
  map<everything_base.Level, list<Numbers>> echoByLevel(1: map<everything_base.Level, list<Numbers>> value)
  map<Place, string> echoByPlace(1: map<Place, string> value)
  list<double> echoDoubles(1: list<double> value)
  list<list<bool>> echoFlags(1: list<list<bool>> value)

  /** The constant SAMPLE, as the server's language has it. */
  Bundle sample()
  /** Whether the argument equals the constant SAMPLE, as the server's language has it. */
  bool isSample(1: Bundle value)
  /** The difference, of arguments whose ids are the smallest and the largest there are. */
  i32 minus(-1: i32 total, 32767: i32 amount)

  /** Ends as it is told to; a text is only returned. */
  string finish(1: Ending how, 2: string text) throws (1: Refused refused, 2: everything_base.Broken broken)
  void finishVoid(1: Ending how) throws (1: Refused refused, 2: everything_base.Broken broken)

  oneway void note(1: string text)
  /** Whether a text was noted, now or in the next five seconds. */
  bool noted(1: string text)
}

/** What a newer client knows and no server has. */
service Later extends Everything {
  string notThere(1: string text)
}

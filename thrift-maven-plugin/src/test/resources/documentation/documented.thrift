/**
 * The whole program:
 *
 *   indented by two, "quoted" and \ escaped, Grüße.
 */

/** Not this one: the first comment documents the program. */
namespace java documented.api
namespace * documented
namespace py documented.py

/** Belongs to nothing, since a header follows. */
include "../corpus/shared.thrift"
cpp_include "<vector>"

/** One line. */
typedef i64 Id
typedef list<Id> Ids (unit = "none")
/** A typedef of a container of another program's type. */
typedef map<shared.Id, list<shared.Stamp>> Stamps

/**
 * Colors,
 * in two lines.
 */
enum Color {
  /** Like a rose. */
  RED = 1 (shade = "dark")
  GREEN
  /** Like the sky. */ BLUE = 0x10
} (deprecated)

const i32 NUMBER = -42
/** A constant with documentation. */
const i64 LARGE = 9007199254740993
const i16 HEX = 0xff
const bool YES = true
const bool ONE = 1
const double HALF = 0.5
const double WHOLE = 3
const double TINY = 1.5e-9
const double NEGATIVE = -2.25
const string TEXT = "line\nbreak, \"quotes\", 'single', tab\t, back\\slash, Grüße"
const string EMPTY = ''
const binary BYTES = "bytes"
const list<string> WORDS = ["a", "", "b"]
const set<i32> SOME = [1, 2]
const map<string, list<i32>> LISTS = {"one": [1], "none": []}
const map<i32, string> NAMES = {1: "one", -2: "minus two"}
const Color FAVORITE = Color.BLUE
const map<Color, i32> BY_COLOR = {Color.RED: 1}
const Id AN_ID = 7

/** A point. */
struct Point {
  /** To the right. */
  1: required double x
  2: required double y = 1.0
  3: optional string name = "none" (max = "10", min = "0")
  /** Which of
    * the colors. */
  5: list<i32> numbers = [1, 2]
  4: bool flag = false
}

const Point ORIGIN = {"x": 0, "y": 0, "name": "origin"}

/** Either. */
union Choice {
  1: Point point
  2: list<map<string, set<i16>>> nested
} (final)

/** Whatever went wrong. */
exception Problem {
  1: i32 code
  2: string message
}

struct Nothing {}

struct Kinds {
  1: bool a
  2: byte b
  3: i8 c
  4: i16 d
  5: i32 e
  6: i64 f
  7: double g
  8: string h
  9: binary i
  10: Ids j
  11: shared.Names k
  12: list<list<Point>> l
  13: map<i64, Choice> m
  14: Kinds recursive
}

/** Nobody extends it. */
service Base {
  /** Returns nothing. */
  void ping()
}

/** Extends another program's. */
service Calls extends shared.Health {
  /**
   * Adds.
   *
   * @param a the first
   */
  i64 add(
    /** The first. */
    1: i64 a,
    2: i64 b = 5 (unit = "m")
  ) (cost = "low", deprecated)
  oneway void fire(1: Point point)
  list<Point> all(1: Stamps stamps) throws (1: Problem problem, 2: shared.Unavailable unavailable)
} (owner = "me")

service Child extends Base {}

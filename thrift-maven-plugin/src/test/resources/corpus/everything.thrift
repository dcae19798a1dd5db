/**
 * Every construct of the language & its corners: <b>, @, {@code x}
 */
namespace java corpus.all
namespace py corpus_all (lang = "python")
cpp_include "<vector>"
include "shared.thrift"

# Comments of
// every kind /* are */
/* passed over */

typedef shared.Id UserId
typedef map<string, list<set<i32>>> Nested (deprecated)
typedef binary Blob
typedef Color Paint

enum Empty {}

/** Colors. */
enum Color {
  RED,
  /** Grün, 緑 */
  GREEN = 0x5 (hex = "yes"),
  BLUE,
  OLD = 9 (deprecated)
} (kind = "palette")

struct Point {
  1: required i32 x
  2: required i32 y
  3: optional string label
}

const bool YES = true
const bool ONE = 1
const byte B = -1
const i8 I8 = 0x7F
const i16 I16 = -32768
const i32 I32 = -0x10
const i64 I64 = 9223372036854775807
const double D = 1.5e3
const double WHOLE = 3;
const string S = "quotes \" and ' and \\ and \n and é",
const string SINGLE = 'single "quoted"'
const binary BYTES = "bytes"
const uuid ID = "00112233-4455-6677-8899-aabbccddeeff"
const Color FAVORITE = Color.BLUE
const Paint PAINTED = Color.RED
const shared.Level HIGHEST = shared.Level.HIGH
const i32 LIMIT = shared.LIMIT
const i32 NUMBER_OF_BLUE = Color.BLUE
const list<i32> LIST = [1, 2; 3]
const set<string> SET = ["a", "b"]
const map<string, list<Color>> MAP = {"a": [Color.RED], "b": []}
const set<Color> COLORS = [Color.RED, Color.GREEN]
const map<Color, string> COLOR_NAMES = {Color.RED: "red"}
const Point ORIGIN = {"x": 0, "y": 0}
const list<Point> PATH = [{"x": 1, "y": 2}, {"x": 3, "y": 4, "label": "end"}]
const list<map<i32, set<string>>> DEEP = [{1: ["x"]}, {}]
const list<i32> NONE = {}

/**
 * All types.
 * Second line, with @tags, <tags>, {@link tags} & \u0041 backslashes.
 */
struct Everything {
  /** A bool. */
  1: bool aBool
  2: byte aByte
  3: i8 anI8
  4: i16 anI16
  5: i32 anI32
  6: i64 anI64
  7: double aDouble
  8: string aString
  9: binary aBinary
  10: uuid aUuid
  11: Color aColor
  12: Point aPoint
  13: Choice aChoice
  14: UserId userId
  15: Nested nested
  16: Blob blob
  17: shared.Stamp stamp
  18: list<bool> bools
  19: list<binary> binaries
  20: set<uuid> uuids
  21: set<Color> colors
  22: map<Color, Point> points
  23: map<i32, map<string, list<Point>>> maps
  24: list<list<Color>> colorLists
  25: optional bool maybeBool
  26: optional i64 maybeLong
  27: optional string maybeString
  28: optional list<double> maybeDoubles
  29: optional Everything self (recursive = "true", cpp.ref)
  30: optional Color maybeColor
  31: optional Choice maybeChoice
  32: optional binary maybeBinary
  33: set<binary> binarySet
  34: map<binary, Blob> binaryMap
  35: shared.Level level
  36: map<i64, double> (cpp.template = "std::map") numbers
  37: Problem problem
} (since = "1.0")

struct Required {
  1: required bool aBool
  2: required string aString
  3: required list<i32> numbers
  4: required Color color
  5: required Point point
  6: required binary bytes
  7: required map<string, Point> points
  8: required double aDouble
}

struct Defaults {
  1: i32 number = 5
  2: optional i32 maybeNumber = I32
  3: string text = "text"
  4: list<i32> numbers = [1, 2, 3]
  5: map<string, Point> points = {"origin": {"x": 0, "y": 0}}
  6: Color color = Color.GREEN
  7: optional bool flag = true
  8: Point point = {"x": 1, "y": 1}
  9: set<Color> colors = COLORS
  10: uuid id = ID
  11: binary bytes = "default"
  12: double ratio = 0.5
  13: required i64 required_one = 7
}

/** One of them. */
union Choice {
  1: bool flag
  2: i32 number
  3: string text
  4: binary bytes
  5: Color color
  6: Point point
  7: list<Point> points
  8: Choice choice
  9: map<string, set<Color>> colors
  10: uuid id
  11: double ratio
  12: set<i64> longs
} (final)

union Preset { 1: i32 number = 3, 2: string text }

struct Nothing {}

exception Problem {
  1: i32 code
  2: string message
  3: optional Point where
}

struct Tree {
  1: i32 value
  2: list<Tree> children
  3: optional Tree left
}

struct Ids {
  i32 omitted
  string alsoOmitted
  -7: i64 negative
  32767: bool largest
  4: i32 out_of_order
}

struct Old { 1: i32 gone (deprecated = "use none") } (deprecated)

struct Flags {
  1: bool f01, 2: bool f02, 3: bool f03, 4: bool f04, 5: bool f05, 6: bool f06, 7: bool f07, 8: bool f08
  9: optional i32 f09
}

struct ManyFlags {
  1: i32 f01, 2: i32 f02, 3: i32 f03, 4: i32 f04, 5: i32 f05, 6: i32 f06, 7: i32 f07, 8: i32 f08, 9: i32 f09
  10: i32 f10, 11: i32 f11, 12: i32 f12, 13: i32 f13, 14: i32 f14, 15: i32 f15, 16: i32 f16, 17: i32 f17
  18: i32 f18, 19: i32 f19, 20: i32 f20, 21: i32 f21, 22: i32 f22, 23: i32 f23, 24: i32 f24, 25: i32 f25
  26: i32 f26, 27: i32 f27, 28: i32 f28, 29: i32 f29, 30: i32 f30, 31: i32 f31, 32: i32 f32, 33: i32 f33
  34: i32 f34, 35: i32 f35, 36: i32 f36, 37: i32 f37, 38: i32 f38, 39: i32 f39, 40: i32 f40, 41: i32 f41
  42: i32 f42, 43: i32 f43, 44: i32 f44, 45: i32 f45, 46: i32 f46, 47: i32 f47, 48: i32 f48, 49: i32 f49
  50: i32 f50, 51: i32 f51, 52: i32 f52, 53: i32 f53, 54: i32 f54, 55: i32 f55, 56: i32 f56, 57: i32 f57
  58: i32 f58, 59: i32 f59, 60: i32 f60, 61: i32 f61, 62: i32 f62, 63: i32 f63, 64: i32 f64, 65: i32 f65
}

/** Calls of every kind. */
service Calls extends shared.Health {
  void ping()
  /**
   * Adds.
   */
  i32 add(
    /** the first */
    1: i32 a,
    2: i32 b
  )
  Everything echo(1: Everything everything) throws (1: Problem problem, 2: shared.Unavailable unavailable)
  oneway void fire(1: Point point)
  binary bytes(1: binary bytes)
  Color color(1: Color color)
  list<Choice> choices(1: map<string, Choice> choices)
  bool flag(1: optional bool flag)
  void fail() throws (1: Problem problem)
  i64 snake_case(1: i64 snake_value)
  uuid new_id()
  set<UserId> users(1: set<UserId> users) (deprecated)
}

service Local extends Calls { void local() }
service NoCalls {}

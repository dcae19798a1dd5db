namespace java corpus.first
namespace * corpus.any
typedef i64 UserId
typedef list<string> Names
enum Color { RED, GREEN = 5, BLUE }
const i32 MAX = 10
const map<string,list<i32>> M = {"a":[1,2]}
const Color C = Color.RED
/** A point. */
struct Point { 1: required i32 x, 2: optional double y = 1.5, 3: string name (a="b"), 4: Color c = Color.BLUE }
const Point P = {"x": 3, "name": "n"}
struct All {
 1: bool b, 2: byte by, 3: i16 s, 4: i32 i, 5: i64 l, 6: double d, 7: string str, 8: binary bin, 9: uuid u,
 10: list<i32> li, 11: set<string> ss, 12: map<string, Point> mp, 13: list<list<Point>> llp, 14: map<Color, set<binary>> me,
 15: Color col, 16: Point p, 17: UserId uid, 18: Names nm, 19: optional bool ob, 20: optional i32 oi, 21: required list<string> rl, 22: required bool rb, 23: list<i32> dl = [1,2,3], 24:optional All self, 25: Un un, 26: set<Color> sc
}
union Un { 1: i32 a, 2: string s, 3: list<Point> pts, 4: Color c, 5: binary bin, 6: Un rec }
exception Bad { 1: i32 code, 2: string message }
service Base { void ping(), string hello(1: string name) throws (1: Bad bad) }
service Sub extends Base { i32 add(1: i32 a, 2: i32 b), oneway void fire(1: All all), All get(1: list<UserId> ids, 2: map<string, All> m) throws (1: Bad b1), bool flag(), binary bin(1: binary x), Color color() }

// CoreFoundation objects for tests on any system: true retain counts, every one counted. What is
// left over at the end of a test was leaked by the code under test; what is used after its last
// release is for the address sanitizer to find. One thread, as the code under test.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace silicon::testing::apple {

// What a property holds, as tests write it down. `Bytes` becomes CFData, a string CFString.
struct Bytes {
  std::string bytes;
};
struct Value;
using Dictionary = std::map<std::string, Value>;
using List = std::vector<Value>;
struct Value {
  std::variant<std::int64_t, double, std::string, Bytes, List, Dictionary> content;

  Value(std::int64_t integer) : content(integer) {}
  Value(int integer) : content(std::int64_t{integer}) {}
  Value(double real) : content(real) {}
  Value(std::string text) : content(std::move(text)) {}
  Value(const char* text) : content(std::string(text)) {}
  Value(Bytes bytes) : content(std::move(bytes)) {}
  Value(List list) : content(std::move(list)) {}
  Value(Dictionary dictionary) : content(std::move(dictionary)) {}
};

enum class Kind : unsigned long {
  string = 1,
  number,
  data,
  array,
  dictionary,
  subscription,
  hid_client,
  hid_service,
  hid_event,
};

// Born with one reference, which belongs to whoever made it.
class Object {
 public:
  explicit Object(Kind kind);
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  virtual ~Object();

  Kind kind() const { return kind_; }
  Object* retain();
  void release();

  // Objects alive in this process.
  static int living() { return living_; }

 private:
  static inline int living_ = 0;

  Kind kind_;
  int references_ = 1;
};

struct StringObject : Object {
  explicit StringObject(std::string value) : Object(Kind::string), text(std::move(value)) {}
  std::string text;
};

struct NumberObject : Object {
  explicit NumberObject(std::int64_t value) : Object(Kind::number), integer(value) {}
  explicit NumberObject(double value) : Object(Kind::number), real(value), is_real(true) {}
  std::int64_t integer = 0;
  double real = 0;
  bool is_real = false;
};

struct DataObject : Object {
  explicit DataObject(std::string value) : Object(Kind::data), bytes(std::move(value)) {}
  std::string bytes;
};

// Retains what it holds.
struct ArrayObject : Object {
  ArrayObject() : Object(Kind::array) {}
  ~ArrayObject() override;
  void add(Object* item) { items.push_back(item->retain()); }
  // Takes over the caller's reference.
  void adopt(Object* item) { items.push_back(item); }
  std::vector<Object*> items;
};

// Retains keys and values; keys that are strings are equal by what they say.
struct DictionaryObject : Object {
  DictionaryObject() : Object(Kind::dictionary) {}
  ~DictionaryObject() override;
  Object* find(const Object* key) const;
  void set(Object* key, Object* value);
  // Takes over the reference to the value.
  void adopt(const std::string& key, Object* value);
  std::vector<std::pair<Object*, Object*>> entries;
};

// A new object for the caller to release.
Object* make(const Value& value);

}  // namespace silicon::testing::apple

#include "tests/support/fake_apple/objects.hpp"

#include <type_traits>

namespace silicon::testing::apple {
namespace {

bool same(const Object* a, const Object* b) {
  if (a == b) return true;
  if (a->kind() != Kind::string || b->kind() != Kind::string) return false;
  return static_cast<const StringObject*>(a)->text == static_cast<const StringObject*>(b)->text;
}

Object* make_list(const List& list) {
  auto* array = new ArrayObject;
  for (const Value& item : list) array->adopt(make(item));
  return array;
}

Object* make_dictionary(const Dictionary& dictionary) {
  auto* object = new DictionaryObject;
  for (const auto& [key, value] : dictionary) object->adopt(key, make(value));
  return object;
}

}  // namespace

Object::Object(Kind kind) : kind_(kind) {
  ++living_;
}

Object::~Object() {
  --living_;
}

Object* Object::retain() {
  ++references_;
  return this;
}

void Object::release() {
  if (--references_ == 0) delete this;
}

ArrayObject::~ArrayObject() {
  for (Object* item : items) item->release();
}

DictionaryObject::~DictionaryObject() {
  for (const auto& [key, value] : entries) {
    key->release();
    value->release();
  }
}

Object* DictionaryObject::find(const Object* key) const {
  for (const auto& [known, value] : entries) {
    if (same(known, key)) return value;
  }
  return nullptr;
}

void DictionaryObject::set(Object* key, Object* value) {
  value->retain();
  for (auto& [known, old] : entries) {
    if (!same(known, key)) continue;
    old->release();
    old = value;
    return;
  }
  entries.emplace_back(key->retain(), value);
}

void DictionaryObject::adopt(const std::string& key, Object* value) {
  auto* name = new StringObject(key);
  set(name, value);
  name->release();
  value->release();
}

Object* make(const Value& value) {
  return std::visit(
      [](const auto& content) -> Object* {
        using Content = std::decay_t<decltype(content)>;
        if constexpr (std::is_same_v<Content, std::string>) {
          return new StringObject(content);
        } else if constexpr (std::is_same_v<Content, Bytes>) {
          return new DataObject(content.bytes);
        } else if constexpr (std::is_same_v<Content, List>) {
          return make_list(content);
        } else if constexpr (std::is_same_v<Content, Dictionary>) {
          return make_dictionary(content);
        } else {
          return new NumberObject(content);
        }
      },
      value.content);
}

}  // namespace silicon::testing::apple

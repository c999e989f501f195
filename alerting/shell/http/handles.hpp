// libcurl's handles with owners, and its setters without its macros. Not for users of Transfers.
// One thread per handle. Tested by tests/alerting/shell/http/transfers_test.cpp.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

namespace silicon::shell {

struct EasyDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiDeleter {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

using EasyHandle = std::unique_ptr<CURL, EasyDeleter>;
using MultiHandle = std::unique_ptr<CURLM, MultiDeleter>;
using List = std::unique_ptr<curl_slist, ListDeleter>;
using Url = std::unique_ptr<CURLU, UrlDeleter>;

inline void append(List& list, const std::string& line) {
  list.reset(curl_slist_append(list.release(), line.c_str()));
}

// The parentheses keep libcurl's macros of the same names out, which check types in ways that our
// warnings do not like. `Value` must be what the option takes: long, curl_off_t, or a pointer.
template <class Value>
CURLcode set(CURL* handle, CURLoption option, Value value) {
  return (curl_easy_setopt)(handle, option, value);
}

inline CURLcode set(CURL* handle, CURLoption option, const std::string& value) {
  return (curl_easy_setopt)(handle, option, value.c_str());
}

inline CURLcode set_flag(CURL* handle, CURLoption option, bool value) {
  return (curl_easy_setopt)(handle, option, value ? 1L : 0L);
}

}  // namespace silicon::shell

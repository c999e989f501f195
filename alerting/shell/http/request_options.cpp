#include "alerting/shell/http/request_options.hpp"

#include <utility>

#include "exporter/runtime/secret.hpp"

namespace silicon::shell {
namespace {

using config::SecretText;
using config::TlsVersion;

core::Status set_basic(CURL* handle, const config::BasicAuthentication& basic) {
  const auto username = exposed(basic.username);
  if (!username) return username.error();
  const auto password = exposed(basic.password);
  if (!password) return password.error();
  set(handle, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
  set(handle, CURLOPT_USERNAME, *username);
  set(handle, CURLOPT_PASSWORD, *password);
  return core::Done{};
}

core::Status add_secret_header(List& list, const std::string& name, const std::string& before,
                               const SecretText& secret) {
  const auto value = exposed(secret);
  if (!value) return value.error();
  return append_header(list, name, before + *value);
}

// libcurl does not send either of these on to another host when it follows a redirect.
core::Status set_identity(CURL* handle, const config::HttpOptions& options, RequestLists& lists) {
  if (options.basic) {
    if (auto status = set_basic(handle, *options.basic); !status) return status;
  }
  if (options.authorization) {
    const std::string type = options.authorization->type + " ";
    auto status =
        add_secret_header(lists.headers, "Authorization", type, options.authorization->credentials);
    if (!status) return status;
  }
  for (const config::HeaderOption& header : options.headers) {
    auto status = add_secret_header(lists.headers, header.name, "", header.value);
    if (!status) return status;
  }
  return core::Done{};
}

// PEM by the name of its file, or as a copy of the text.
void set_pem(CURL* handle, const SecretText& pem, CURLoption file, CURLoption blob) {
  if (!pem.file.empty()) {
    set(handle, file, pem.file);
  } else if (!pem.text.empty()) {
    const std::string text(pem.text.expose());
    curl_blob copy{const_cast<char*>(text.data()), text.size(), CURL_BLOB_COPY};
    set(handle, blob, &copy);
  }
}

long least_version(TlsVersion version) {
  switch (version) {
    case TlsVersion::tls_1_0:
      return CURL_SSLVERSION_TLSv1_0;
    case TlsVersion::tls_1_1:
      return CURL_SSLVERSION_TLSv1_1;
    case TlsVersion::tls_1_2:
      return CURL_SSLVERSION_TLSv1_2;
    case TlsVersion::tls_1_3:
      return CURL_SSLVERSION_TLSv1_3;
    case TlsVersion::any:
      break;
  }
  return CURL_SSLVERSION_DEFAULT;
}

long most_version(TlsVersion version) {
  switch (version) {
    case TlsVersion::tls_1_0:
      return CURL_SSLVERSION_MAX_TLSv1_0;
    case TlsVersion::tls_1_1:
      return CURL_SSLVERSION_MAX_TLSv1_1;
    case TlsVersion::tls_1_2:
      return CURL_SSLVERSION_MAX_TLSv1_2;
    case TlsVersion::tls_1_3:
      return CURL_SSLVERSION_MAX_TLSv1_3;
    case TlsVersion::any:
      break;
  }
  return CURL_SSLVERSION_MAX_NONE;
}

std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return "";
  std::string result(text);
  curl_free(text);
  return result;
}

// A server's certificate is checked against another name than its address's: libcurl takes the name
// from the URL, so the URL gets the name, the connection the address, and Host what it was.
core::Status set_server_name(CURL* handle, const std::string& name, const std::string& url,
                             RequestLists& lists) {
  const Url parts(curl_url());
  if (curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
    return core::Error("the URL cannot be read");
  }
  if (part_of(parts.get(), CURLUPART_SCHEME) != "https") return core::Done{};
  const std::string host = part_of(parts.get(), CURLUPART_HOST);
  const std::string port = part_of(parts.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  curl_url_set(parts.get(), CURLUPART_HOST, name.c_str(), 0);
  set(handle, CURLOPT_URL, part_of(parts.get(), CURLUPART_URL));
  append(lists.connect_to, name + ":" + port + ":" + host + ":" + port);
  set(handle, CURLOPT_CONNECT_TO, lists.connect_to.get());
  return append_header(lists.headers, "Host", port == "443" ? host : host + ":" + port);
}

// libcurl would look into the environment by itself: an exporter on this machine is not to be
// asked for through a proxy because somebody's shell has one.
core::Status set_proxy(CURL* handle, const config::ProxyOptions& proxy, RequestLists& lists) {
  if (proxy.from_environment) return core::Done{};
  set(handle, CURLOPT_PROXY, proxy.url);
  set(handle, CURLOPT_NOPROXY, proxy.no_proxy);
  for (const config::HeaderOption& header : proxy.connect_headers) {
    auto status = add_secret_header(lists.proxy_headers, header.name, "", header.value);
    if (!status) return status;
  }
  set(handle, CURLOPT_PROXYHEADER, lists.proxy_headers.get());
  set(handle, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
  return core::Done{};
}

}  // namespace

core::Result<std::string> exposed(const SecretText& secret) {
  if (secret.file.empty()) return std::string(secret.text.expose());
  const auto read = runtime::resolve_secret(
      {"", secret.file}, [](const std::string&) { return std::optional<std::string>(); });
  if (!read) return read.error();
  return std::string(read->expose());
}

void apply_tls(CURL* handle, const config::TlsClientOptions& tls) {
  if (!tls.authority.empty()) {
    set_pem(handle, tls.authority, CURLOPT_CAINFO, CURLOPT_CAINFO_BLOB);
    // Otherwise the system's authorities would be trusted besides.
    set(handle, CURLOPT_CAPATH, static_cast<char*>(nullptr));
  }
  set_pem(handle, tls.certificate, CURLOPT_SSLCERT, CURLOPT_SSLCERT_BLOB);
  set_pem(handle, tls.key, CURLOPT_SSLKEY, CURLOPT_SSLKEY_BLOB);
  set(handle, CURLOPT_SSLVERSION, least_version(tls.least) | most_version(tls.most));
  if (tls.insecure_skip_verify) {
    set(handle, CURLOPT_SSL_VERIFYPEER, 0L);
    set(handle, CURLOPT_SSL_VERIFYHOST, 0L);
  }
}

core::Status append_header(List& list, const std::string& name, const std::string& value) {
  if ((name + value).find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
    return core::Error("the value of the header " + name + " has a line break in it",
                       core::ErrorKind::invalid);
  }
  // libcurl's spelling of a header without a value.
  append(list, value.empty() ? name + ";" : name + ": " + value);
  return core::Done{};
}

core::Status apply_options(CURL* handle, const config::HttpOptions& options, const std::string& url,
                           RequestLists& lists) {
  if (auto status = set_identity(handle, options, lists); !status) return status;
  apply_tls(handle, options.tls);
  if (!options.tls.server_name.empty()) {
    auto status = set_server_name(handle, options.tls.server_name, url, lists);
    if (!status) return status;
  }
  if (auto status = set_proxy(handle, options.proxy, lists); !status) return status;
  set_flag(handle, CURLOPT_FOLLOWLOCATION, options.follow_redirects);
  set(handle, CURLOPT_HTTP_VERSION,
      static_cast<long>(options.http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
  return core::Done{};
}

}  // namespace silicon::shell

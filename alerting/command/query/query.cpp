#include "alerting/command/query/query.hpp"

#include <ostream>
#include <utility>

#include "alerting/api/client/query.hpp"
#include "alerting/command/query/print.hpp"
#include "alerting/command/query/request.hpp"
#include "alerting/command/remote/remote.hpp"

namespace silicon::command {
namespace {

int complain(std::ostream& err, const core::Error& error) {
  err << "silicon-alerter: " << error.message() << "\n";
  return 1;
}

int misuse(std::ostream& err, const core::Error& error) {
  err << "silicon-alerter: " << error.message() << "; see silicon-alerter query --help\n";
  return 2;
}

}  // namespace

int query(const AlerterCommandLine& line, const runtime::Environment& environment,
          const core::Clock& clock, std::ostream& out, std::ostream& err) {
  const auto request = query_request(line, clock.now());
  if (!request) return misuse(err, request.error());
  auto options = remote_options(line, server_of(line), environment);
  if (!options) {
    // What a file says is not the command line's fault.
    const bool flags = options.error().message().starts_with("--");
    return flags ? misuse(err, options.error()) : complain(err, options.error());
  }
  Remote remote(*std::move(options), clock);
  const auto answer = remote.call(request->path, request->form);
  if (!answer) return complain(err, std::move(core::Error(answer.error())).within("query error"));
  const auto reply = api::read_query_reply(answer->status, answer->body);
  if (!reply) return complain(err, std::move(core::Error(reply.error())).within("query error"));
  for (const std::string& text : reply->remarks.warnings) err << "warning: " << text << "\n";
  for (const std::string& text : reply->remarks.infos) err << "info: " << text << "\n";
  out << (request->json ? query_json(*reply) : query_text(*reply)) << "\n";
  return 0;
}

}  // namespace silicon::command

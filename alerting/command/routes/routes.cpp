#include "alerting/command/routes/routes.hpp"

#include <ostream>
#include <utility>

#include "alerting/command/alerts/named.hpp"
#include "alerting/config/read.hpp"
#include "exporter/runtime/files.hpp"

namespace silicon::command {
namespace {

constexpr std::size_t kFileLimit = std::size_t{16} << 20;  // bytes

std::string route_text(const routing::Route& route) {
  std::string text =
      route.matchers.empty() ? "default-route" : routing::matchers_text(route.matchers);
  if (route.continues) text += "  continue: true";
  return text + "  receiver: " + route.options.receiver;
}

void append(std::string& out, const routing::RouteTree& tree, std::size_t at,
            const std::string& indent, bool last) {
  const routing::Route& route = tree.routes()[at];
  out += indent + (last ? "└── " : "├── ") + route_text(route) + "\n";
  // No-break spaces, as amtool's tree has them.
  const std::string deeper = indent + (last ? "    " : "│\u00a0\u00a0 ");
  for (std::size_t i = 0; i < route.children.size(); ++i) {
    append(out, tree, route.children[i], deeper, i + 1 == route.children.size());
  }
}

int complain(std::ostream& err, const core::Error& error) {
  err << "silicon-alerter: " << error.message() << "\n";
  return 1;
}

}  // namespace

core::Result<routing::RouteTree> read_routes(const std::string& file,
                                             const runtime::Environment& environment) {
  const auto text = runtime::read_file(file, kFileLimit);
  if (!text) return text.error();
  // Where alerts go does not depend on secrets: they need not be at hand.
  const auto config = config::read_config(*text, file, [&](const std::string& name) {
    return std::optional(environment(name).value_or("unset"));
  });
  if (!config) return config.error();
  if (!config->routing) return core::Error(file + ": there is no `route`");
  return routing::RouteTree(config->routing->root);
}

std::string routes_text(const routing::RouteTree& tree) {
  std::string out = "Routing tree:\n.\n";
  append(out, tree, 0, "", true);
  return out;
}

std::string receivers_text(const routing::RouteTree& tree, const core::Labels& labels) {
  std::string out;
  for (const std::size_t route : tree.match(labels)) {
    out += (out.empty() ? "" : ",") + tree.routes()[route].options.receiver;
  }
  return out;
}

int show_routes(const RoutesOptions& options, const runtime::Environment& environment,
                std::ostream& out, std::ostream& err) {
  const auto tree = read_routes(options.file, environment);
  if (!tree) return complain(err, tree.error());
  out << routes_text(*tree);
  return 0;
}

int test_routes(const RoutesOptions& options, const runtime::Environment& environment,
                std::ostream& out, std::ostream& err) {
  const auto labels = labels_of(options.labels);
  if (!labels) {
    complain(err, labels.error());
    return 2;
  }
  const auto tree = read_routes(options.file, environment);
  if (!tree) return complain(err, tree.error());
  const std::string receivers = receivers_text(*tree, *labels);
  out << receivers << "\n";
  if (!options.verify || *options.verify == receivers) return 0;
  err << "WARNING: Expected receivers did not match resolved receivers.\n";
  return 1;
}

}  // namespace silicon::command

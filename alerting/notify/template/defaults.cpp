#include "alerting/notify/template/defaults.hpp"

namespace silicon::notify {

const std::string_view kDefaultTemplates = R"(
{{- define "__alertmanager" }}Siliconwatch{{ end }}
{{- define "__alertmanagerURL" }}{{ .ExternalURL }}/#/alerts?receiver={{ .Receiver | urlquery }}{{ end }}

{{- define "__subject" -}}
[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .GroupLabels.SortedPairs.Values | join " " }}
{{- with .CommonLabels.Remove .GroupLabels.Names }} ({{ .Values | join " " }}){{ end }}
{{- end }}

{{- define "__description" }}{{ template "__subject" . }}{{ end }}

{{- define "__text_alert_list" }}{{ range . }}Labels:
{{ range .Labels.SortedPairs }} - {{ .Name }} = {{ .Value }}
{{ end }}Annotations:
{{ range .Annotations.SortedPairs }} - {{ .Name }} = {{ .Value }}
{{ end }}Source: {{ .GeneratorURL }}
{{ end }}{{ end }}

{{- define "silicon.state" }}{{ if eq .Status "resolved" }}RESOLVED: {{ else if .NoData }}NO DATA: {{ end }}{{ end }}

{{- define "silicon.text.alert" -}}
{{ template "silicon.state" . }}{{ .Labels.alertname }}{{ with .Where }} on {{ . }}{{ end }}
{{ with .What }}  {{ . }}
{{ end }}  since: {{ .Since }}
{{ with .Measure }}  value: {{ . }}
{{ end }}{{ with .Acknowledged }}  acknowledged: {{ . }}
{{ end }}{{ with .Runbook }}  what to do: {{ . }}
{{ end }}{{ range .Links }}  {{ .Name }}: {{ .URL }}
{{ end }}{{ if eq .Status "firing" }}{{ if not .Acknowledged }}  acknowledge: {{ .AcknowledgeCommand }}
{{ end }}{{ with .SilenceCommand }}  silence: {{ . }}
{{ end }}{{ end }}{{ end }}

{{- define "silicon.text.alerts" }}{{ range $i, $alert := . }}{{ if lt $i 20 }}{{ template "silicon.text.alert" $alert }}
{{ end }}{{ end }}{{ if gt (len .) 20 }}and {{ len (slice . 20) }} more
{{ end }}{{ end }}

{{- define "silicon.text.remarks" }}{{ range .Remarks }}{{ . }}
{{ end }}{{ end }}

{{- define "silicon.text" }}{{ template "silicon.text.remarks" . }}
{{- template "silicon.text.alerts" .Alerts.Firing }}{{ template "silicon.text.alerts" .Alerts.Resolved }}
{{- end }}

{{- define "slack.default.title" }}{{ template "__subject" . }}{{ end }}
{{- define "slack.default.username" }}{{ template "__alertmanager" . }}{{ end }}
{{- define "slack.default.fallback" }}{{ template "slack.default.title" . }} | {{ template "slack.default.titlelink" . }}{{ end }}
{{- define "slack.default.callbackid" }}{{ end }}
{{- define "slack.default.pretext" }}{{ end }}
{{- define "slack.default.titlelink" }}{{ template "__alertmanagerURL" . }}{{ end }}
{{- define "slack.default.iconemoji" }}{{ end }}
{{- define "slack.default.iconurl" }}{{ end }}
{{- define "slack.default.footer" }}{{ end }}

{{- define "silicon.slack.alert" -}}
*{{ template "silicon.state" . }}{{ .Labels.alertname }}*{{ with .Where }} on {{ . }}{{ end }}
{{ with .What }}{{ . }}
{{ end }}since {{ .Since }}
{{ with .Measure }}value {{ . }}
{{ end }}{{ with .Acknowledged }}acknowledged {{ . }}
{{ end }}{{ with .Runbook }}what to do: {{ . }}
{{ end }}{{ range .Links }}<{{ .URL }}|{{ .Name }}> {{ end }}
{{- if eq .Status "firing" }}
{{ if not .Acknowledged }}acknowledge: `{{ .AcknowledgeCommand }}`
{{ end }}{{ with .SilenceCommand }}silence: `{{ . }}`
{{ end }}{{ end }}{{ end }}

{{- define "silicon.slack.alerts" }}{{ range $i, $alert := . }}{{ if lt $i 20 }}{{ template "silicon.slack.alert" $alert }}
{{ end }}{{ end }}{{ if gt (len .) 20 }}and {{ len (slice . 20) }} more
{{ end }}{{ end }}

{{- define "slack.default.text" }}{{ template "silicon.text.remarks" . }}
{{- template "silicon.slack.alerts" .Alerts.Firing }}{{ template "silicon.slack.alerts" .Alerts.Resolved }}
{{- end }}

{{- define "pagerduty.default.description" }}{{ template "__subject" . }}{{ end }}
{{- define "pagerduty.default.client" }}{{ template "__alertmanager" . }}{{ end }}
{{- define "pagerduty.default.clientURL" }}{{ template "__alertmanagerURL" . }}{{ end }}
{{- define "pagerduty.default.instances" }}{{ template "__text_alert_list" . }}{{ end }}

{{- define "email.default.subject" }}{{ template "__subject" . }}{{ end }}
{{- define "email.default.text" }}{{ template "silicon.text" . }}
-- 
{{ template "__alertmanager" . }} {{ template "__alertmanagerURL" . }}
{{ end }}

{{- define "silicon.html.alert" }}
<h3 style="margin:16px 0 4px">{{ template "silicon.state" . }}{{ .Labels.alertname }}{{ with .Where }} on {{ . }}{{ end }}</h3>
{{ with .What }}<p style="margin:4px 0;white-space:pre-wrap">{{ . }}</p>
{{ end }}<table style="border-collapse:collapse">
<tr><td>since</td><td>{{ .Since }}</td></tr>
{{ with .Measure }}<tr><td>value</td><td>{{ . }}</td></tr>
{{ end }}{{ with .Acknowledged }}<tr><td>acknowledged</td><td>{{ . }}</td></tr>
{{ end }}{{ with .Runbook }}<tr><td>what to do</td><td>{{ if match "^https?://" . }}<a href="{{ . }}">{{ . }}</a>{{ else }}{{ . }}{{ end }}</td></tr>
{{ end }}{{ if .Links }}<tr><td>links</td><td>{{ range .Links }}<a href="{{ .URL }}">{{ .Name }}</a> {{ end }}</td></tr>
{{ end }}{{ if eq .Status "firing" }}{{ if not .Acknowledged }}<tr><td>acknowledge</td><td><code>{{ .AcknowledgeCommand }}</code></td></tr>
{{ end }}{{ with .SilenceCommand }}<tr><td>silence</td><td><code>{{ . }}</code></td></tr>
{{ end }}{{ end }}</table>
<p style="color:#666;font-size:12px">{{ range .Labels.SortedPairs }}{{ .Name }}={{ .Value }} {{ end }}</p>
{{ end }}

{{- define "silicon.html.alerts" }}{{ range $i, $alert := . }}{{ if lt $i 20 }}{{ template "silicon.html.alert" $alert }}{{ end }}{{ end }}
{{- if gt (len .) 20 }}<p>and {{ len (slice . 20) }} more</p>
{{ end }}{{ end }}

{{- define "email.default.html" -}}
<!DOCTYPE html>
<html>
<head><meta charset="UTF-8"><meta name="viewport" content="width=device-width">
<title>{{ template "__subject" . }}</title></head>
<body style="font-family:Helvetica,Arial,sans-serif;font-size:14px">
<p style="padding:8px;color:#fff;background-color:{{ if eq .Status "firing" }}#b3261e{{ else }}#2e7d32{{ end }}"><b>{{ template "__subject" . }}</b></p>
{{ range .Remarks }}<p>{{ . }}</p>
{{ end }}{{ template "silicon.html.alerts" .Alerts.Firing }}{{ template "silicon.html.alerts" .Alerts.Resolved }}
<p style="color:#666;font-size:12px"><a href="{{ template "__alertmanagerURL" . }}">{{ template "__alertmanager" . }}</a></p>
</body>
</html>
{{ end -}}
)";

}  // namespace silicon::notify

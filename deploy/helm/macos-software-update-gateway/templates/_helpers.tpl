{{- define "gateway.fullname" -}}
{{- .Values.fullnameOverride | default .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "gateway.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (.Values.serviceAccount.create | ternary (include "gateway.fullname" .) "default") -}}
{{- end -}}

{{- define "gateway.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: gateway
{{- end -}}

{{/* Of every object. A component follows. */}}
{{- define "gateway.commonLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | trunc 63 | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "gateway.labels" -}}
{{ include "gateway.commonLabels" . }}
app.kubernetes.io/component: gateway
{{- end -}}

{{- define "gateway.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The rules of the restricted profile for a container. */}}
{{- define "gateway.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "gateway.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* `on` is a boolean in YAML, and every number a fraction in Helm. */}}
{{- define "gateway.text" -}}
{{- if kindIs "slice" . -}}
{{ join "," . }}
{{- else if kindIs "bool" . -}}
{{ ternary "on" "off" . }}
{{- else if and (kindIs "float64" .) (eq (floor .) .) -}}
{{ int64 . }}
{{- else -}}
{{ . }}
{{- end -}}
{{- end -}}

{{- define "gateway.deadlineMs" -}}
{{ int64 (.Values.config.REQUEST_DEADLINE_MS | default 30000) }}
{{- end -}}

{{- define "gateway.shutdownTimeoutMs" -}}
{{ int64 (.Values.shutdown.timeoutMs | default (include "gateway.deadlineMs" .)) }}
{{- end -}}

{{/* The gateway ends itself within 4 seconds after its two steps, with the last traces. */}}
{{- define "gateway.graceSeconds" -}}
{{ add 5 (ceil (divf (add .Values.shutdown.delayMs (include "gateway.shutdownTimeoutMs" . | int64)) 1000)) }}
{{- end -}}

{{/* The port of a URL or of `host:port`, or the usual one. */}}
{{- define "gateway.portOf" -}}
{{- $host := regexReplaceAll "^[a-z]+://([^/]*).*$" . "${1}" -}}
{{- regexFind ":[0-9]+$" $host | trimPrefix ":" | default (hasPrefix "https:" . | ternary "443" "80") -}}
{{- end -}}

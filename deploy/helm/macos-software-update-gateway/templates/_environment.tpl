{{/* The whole configuration stands in the pod's template, so that a rollback of the Deployment brings back the settings too. */}}
{{- define "gateway.environment" -}}
- name: PORT
  value: "4000"
- name: GRAPH_AUTH
  value: {{ .Values.auth.mode }}
- name: SHUTDOWN_DELAY_MS
  value: {{ int64 .Values.shutdown.delayMs | quote }}
- name: SHUTDOWN_TIMEOUT_MS
  value: {{ include "gateway.shutdownTimeoutMs" . | quote }}
{{- if .Values.metrics.enabled }}
- name: METRICS_PORT
  value: {{ int64 .Values.metrics.port | quote }}
{{- end }}
{{- include "gateway.credentialEnvironment" . }}
{{- if .Values.redis.enabled }}
- name: REDIS_URL_FILE
  value: /etc/gateway/redis/{{ .Values.redis.key }}
{{- with .Values.redis }}
{{- if ne .mode "single" }}
- name: REDIS_MODE
  value: {{ .mode }}
{{- end }}
{{- if .sentinelName }}
- name: REDIS_SENTINEL_NAME
  value: {{ .sentinelName | quote }}
{{- end }}
{{- if .sentinelPasswordKey }}
- name: REDIS_SENTINEL_PASSWORD_FILE
  value: /etc/gateway/redis/{{ .sentinelPasswordKey }}
{{- end }}
{{- if .ca.configMap }}
- name: REDIS_CA_PATH
  value: /etc/gateway/redis-ca/{{ .ca.key }}
{{- end }}
{{- end }}
{{- end }}
{{- if .Values.trustedDocuments.configMap }}
- name: TRUSTED_DOCUMENTS
  value: /etc/gateway/trusted-documents/{{ .Values.trustedDocuments.key }}
{{- end }}
{{- if .Values.extraCertificates.configMap }}
- name: NODE_EXTRA_CA_CERTS
  value: /etc/gateway/extra-certificates/{{ .Values.extraCertificates.key }}
{{- end }}
{{- range $name, $value := .Values.config }}
{{- if not (kindIs "invalid" $value) }}
- name: {{ $name }}
  value: {{ include "gateway.text" $value | quote }}
{{- end }}
{{- end }}
{{- range .Values.secretEnv }}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end }}
{{- end -}}

{{/* With workload identity its webhook sets all of these. */}}
{{- define "gateway.credentialEnvironment" -}}
{{- with .Values.auth }}
{{- if and (ne .mode "forward") (not .workloadIdentity.enabled) }}
- name: AZURE_TENANT_ID
  value: {{ .tenantId | quote }}
- name: AZURE_CLIENT_ID
  value: {{ .clientId | quote }}
{{- end }}
{{- if .clientSecret.existingSecret }}
- name: AZURE_CLIENT_SECRET_FILE
  value: /etc/gateway/client-secret/{{ .clientSecret.key }}
{{- end }}
{{- if .certificate.existingSecret }}
- name: AZURE_CLIENT_CERTIFICATE_PATH
  value: /etc/gateway/client-certificate/{{ .certificate.key }}
{{- end }}
{{- if .managedIdentity }}
- name: AUTH_MANAGED_IDENTITY
  value: {{ .managedIdentity | quote }}
{{- end }}
{{- end }}
{{- end -}}

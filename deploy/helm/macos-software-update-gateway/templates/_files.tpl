{{/* Each mounted object: its folder below /etc/gateway, and its Secret or ConfigMap. */}}
{{- define "gateway.mounted" -}}
{{- with .Values.auth.clientSecret.existingSecret }}
- { folder: client-secret, secret: {{ . | quote }} }
{{- end }}
{{- with .Values.auth.certificate.existingSecret }}
- { folder: client-certificate, secret: {{ . | quote }} }
{{- end }}
{{- if .Values.redis.enabled }}
- { folder: redis, secret: {{ .Values.redis.existingSecret | quote }} }
{{- with .Values.redis.ca.configMap }}
- { folder: redis-ca, configMap: {{ . | quote }} }
{{- end }}
{{- end }}
{{- with .Values.trustedDocuments.configMap }}
- { folder: trusted-documents, configMap: {{ . | quote }} }
{{- end }}
{{- with .Values.extraCertificates.configMap }}
- { folder: extra-certificates, configMap: {{ . | quote }} }
{{- end }}
{{- range .Values.files }}
- { folder: files/{{ .name }}, {{ if .secret }}secret: {{ .secret | quote }}{{ else }}configMap: {{ .configMap | quote }}{{ end }} }
{{- end }}
{{- end -}}

{{- define "gateway.volumeMounts" -}}
{{- range include "gateway.mounted" . | fromYamlArray }}
- name: {{ .folder | replace "/" "-" }}
  mountPath: /etc/gateway/{{ .folder }}
  readOnly: true
{{- end }}
{{- end -}}

{{- define "gateway.volumes" -}}
{{- range include "gateway.mounted" . | fromYamlArray }}
- name: {{ .folder | replace "/" "-" }}
  {{- if .secret }}
  secret:
    secretName: {{ .secret }}
    defaultMode: 0440
  {{- else }}
  configMap:
    name: {{ .configMap }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* What values mean together; values.schema.json has what each of them may be. */}}
{{- define "gateway.checks" -}}
{{- with .Values.auth -}}
{{- $credentials := list -}}
{{- if .workloadIdentity.enabled }}{{ $credentials = append $credentials "auth.workloadIdentity.enabled" }}{{ end -}}
{{- if .clientSecret.existingSecret }}{{ $credentials = append $credentials "auth.clientSecret.existingSecret" }}{{ end -}}
{{- if .certificate.existingSecret }}{{ $credentials = append $credentials "auth.certificate.existingSecret" }}{{ end -}}
{{- if .managedIdentity }}{{ $credentials = append $credentials "auth.managedIdentity" }}{{ end -}}
{{- if eq .mode "forward" -}}
{{- if $credentials }}{{ fail (printf "%s must be empty when auth.mode is forward: callers' own tokens go to Graph" (first $credentials)) }}{{ end -}}
{{- else -}}
{{- if ne (len $credentials) 1 }}{{ fail (printf "auth.mode %s needs exactly one of auth.workloadIdentity.enabled, auth.clientSecret.existingSecret, auth.certificate.existingSecret and auth.managedIdentity; %d are set" .mode (len $credentials)) }}{{ end -}}
{{- if not .clientId }}{{ fail (printf "auth.clientId must be set when auth.mode is %s" .mode) }}{{ end -}}
{{- if and (not .tenantId) (not .workloadIdentity.enabled) }}{{ fail (printf "auth.tenantId must be set when auth.mode is %s" .mode) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) }}{{ fail "autoscaling.minReplicas must be at most autoscaling.maxReplicas" }}{{ end -}}
{{- if and (not .Values.metrics.enabled) (or .Values.metrics.serviceMonitor.enabled .Values.metrics.prometheusRule.enabled) }}{{ fail "metrics.enabled must be true for metrics.serviceMonitor and metrics.prometheusRule" }}{{ end -}}
{{- if and (not .Values.redis.enabled) (or .Values.redis.existingSecret .Values.redis.ca.configMap (ne .Values.redis.mode "single")) }}{{ fail "redis.enabled must be true for redis.existingSecret, redis.ca.configMap and redis.mode" }}{{ end -}}
{{- if and (ne .Values.redis.mode "sentinel") (or .Values.redis.sentinelName .Values.redis.sentinelPasswordKey) }}{{ fail "redis.sentinelName and redis.sentinelPasswordKey must be empty unless redis.mode is sentinel" }}{{ end -}}
{{- if and (has .Values.config.IDEMPOTENCY_REQUIRE (list "browsers" "all")) (not .Values.redis.enabled) (ne .Values.config.IDEMPOTENCY_STORE "memory") }}{{ fail "config.IDEMPOTENCY_REQUIRE needs redis.enabled, where the keys are kept" }}{{ end -}}
{{- if and .Values.config.TRUSTED_DOCUMENTS_MODE (not .Values.trustedDocuments.configMap) }}{{ fail "config.TRUSTED_DOCUMENTS_MODE must be absent without trustedDocuments.configMap" }}{{ end -}}
{{- range .Values.secretEnv }}{{ if hasKey $.Values.config .name }}{{ fail (printf "config.%s must be absent when secretEnv has it" .name) }}{{ end }}{{ end -}}
{{- end -}}

{{/* Name of the chart, or what replaces it. */}}
{{- define "lagcast.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Name of everything that belongs to the release. */}}
{{- define "lagcast.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else if contains (include "lagcast.name" .) .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "lagcast.name" .) | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "lagcast.selectorLabels" -}}
app.kubernetes.io/name: {{ include "lagcast.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "lagcast.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "lagcast.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "lagcast.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "lagcast.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "lagcast.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{- define "lagcast.tlsSecret" -}}
{{- if eq .Values.tls.source "existing" }}
{{- required "tls.source is existing: name the secret in tls.existingSecret" .Values.tls.existingSecret }}
{{- else }}
{{- printf "%s-tls" (include "lagcast.fullname" .) }}
{{- end }}
{{- end }}

{{- define "lagcast.scheme" -}}
{{- ternary "HTTPS" "HTTP" .Values.tls.enabled }}
{{- end }}

{{/* The configuration file: what the chart decides, and on top of it what `config` says. */}}
{{- define "lagcast.configuration" -}}
{{- $chart := dict }}
{{- with .Values.kafka.bootstrapServers }}
{{- $_ := set $chart "kafka" (dict "bootstrap.servers" .) }}
{{- end }}
{{- if .Values.tls.enabled }}
{{- $keystore := dict "certificate" "file:/etc/lagcast/tls/tls.crt" "private-key" "file:/etc/lagcast/tls/tls.key" }}
{{- $_ := set $chart "spring" (dict "ssl" (dict "bundle" (dict "pem" (dict "http" (dict "reload-on-update" true "keystore" $keystore))))) }}
{{- $_ := set $chart "server" (dict "ssl" (dict "bundle" "http")) }}
{{- end }}
{{- $proxy := .Values.externalMetrics.frontProxy }}
{{- if and .Values.externalMetrics.enabled $proxy.clientCa }}
{{- $trusted := dict "certificate" "file:/etc/lagcast/front-proxy-ca.crt" }}
{{- $bundles := dict "http" (dict "truststore" $trusted) "front-proxy" (dict "reload-on-update" true "truststore" $trusted) }}
{{- $security := dict "front-proxy" (dict "bundle" "front-proxy" "allowed-names" $proxy.allowedNames) }}
{{- $chart = mergeOverwrite $chart (dict "spring" (dict "ssl" (dict "bundle" (dict "pem" $bundles))) "server" (dict "ssl" (dict "client-auth" "want")) "lagcast" (dict "security" $security)) }}
{{- end }}
{{- if .Values.operator.enabled }}
{{- $chart = mergeOverwrite $chart (dict "lagcast" (dict "operator" (dict "enabled" true "namespaces" .Values.operator.namespaces))) }}
{{- end }}
{{- with .Values.tracing.endpoint }}
{{- $export := dict "export" (dict "otlp" (dict "endpoint" .)) }}
{{- $_ := set $chart "management" (dict "opentelemetry" (dict "tracing" $export) "tracing" (dict "sampling" (dict "probability" $.Values.tracing.probability))) }}
{{- end }}
{{- if and (gt (int .Values.replicas) 1) (not .Values.webhooks.existingSecret) }}
{{- $chart = mergeOverwrite $chart (dict "lagcast" (dict "webhooks" (dict "generate-encryption-key" false))) }}
{{- end }}
{{- toYaml (mergeOverwrite $chart (deepCopy .Values.config)) }}
{{- end }}

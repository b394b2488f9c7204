using System.Text;
using System.Text.Json;

namespace EdgeKube.Api.Tests.Decoding;

public sealed class ObjectDecoderTests
{
    // What an unknown field or a key that stands twice is called on Kubernetes, word for word.
    [Theory]
    [InlineData("unknown+duplicate json Strict")]
    [InlineData("nested unknown pod strict")]
    public void Decode_RecordedStrictFaults_AreWordedAsRecorded(string name)
    {
        var recorded = ReferenceCase.Load("validation/decoding.json").Single(item => item.Name == name);
        var document = Assert.Single(ManifestReader.Read(Encoding.UTF8.GetBytes(recorded.Input)));
        var status = StatusBuilder.FromDecoding(document.Kind, document.ApiVersion, document.Name, recorded.Decode()!.Errors);
        Assert.Equal((string?)recorded.Recorded["message"], status.Message);
        Assert.Equal(400, status.Code);
        Assert.Equal("BadRequest", status.Reason);
    }

    [Fact]
    public void Decode_RecordedRefusals_AreRefused()
    {
        // That a Secret does not belong under /configmaps is for the request's path to say.
        var refused = ReferenceCase.Load("validation/decoding.json").Where(item => item.Code == 400 && item.Name != "wrong kind").Select(item => (item.Name, Result: item.Decode())).ToArray();
        Assert.All(refused.Where(item => item.Result is not null), item => Assert.True(item.Result!.Object is null, item.Name));
        Assert.True(refused.Count(item => item.Result is not null) >= 11);
    }

    [Fact]
    public void Decode_EveryFault_IsReportedAtOnce()
    {
        var decoded = Decode("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, labels: {a: 1}, nmae: x}
            spec:
              replicas: three
              template:
                spec:
                  resourceClaims: [{name: v}]
                  containers: {name: a}
                  nodeSelector: [a]
                  hostNetwork: "true"
              minReadySeconds: 1.5
              minReadySeconds: 2
              strategy: {rollingUpdate: {maxSurge: true}}
            """);
        Assert.Equal(
            [
                "metadata.labels[a]: Invalid value: 1: must be a string",
                "unknown field \"metadata.nmae\"",
                "spec.replicas: Invalid value: \"three\": must be an integer of 32 bits",
                "spec.template.spec.resourceClaims: Forbidden: not implemented by EdgeKube",
                "spec.template.spec.containers: Invalid value: an object: must be a list",
                "spec.template.spec.nodeSelector: Invalid value: a list: must be a map",
                "spec.template.spec.hostNetwork: Invalid value: \"true\": must be true or false",
                "spec.minReadySeconds: Invalid value: 1.5: must be an integer of 32 bits",
                "duplicate field \"spec.minReadySeconds\"",
                "spec.strategy.rollingUpdate.maxSurge: Invalid value: true: must be an integer or a string",
            ],
            decoded.Errors.Select(error => error.ToString()));
        Assert.Null(decoded.Object);
    }

    [Fact]
    public void FromDecoding_OnlyUnimplementedFields_IsInvalidNotBadRequest()
    {
        var decoded = Decode("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec: {resourceClaims: [{name: v}]}}}}");
        var status = StatusBuilder.FromDecoding("Deployment", "apps/v1", "web", decoded.Errors);
        Assert.Equal(422, status.Code);
        Assert.Equal("Deployment.apps \"web\" is invalid: spec.template.spec.resourceClaims: Forbidden: not implemented by EdgeKube", status.Message);
        Assert.Equal("FieldValueForbidden", Assert.Single(status.Details!.Causes!).Reason);
    }

    [Fact]
    public void Decode_NullsAndEmptyCollections_BecomeAbsent()
    {
        var decoded = Decode("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, labels: {}, finalizers: []}, spec: {replicas: null, selector: {}}}");
        Assert.Empty(decoded.Errors);
        Assert.Equal(
            """{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web"},"spec":{"selector":{}}}""",
            JsonSerializer.Serialize((Deployment)decoded.Object!, AppsJsonContext.Default.Deployment));
    }

    [Fact]
    public void Decode_TooManyFaults_StopsCounting()
    {
        var fields = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"f{i}\": 1"));
        Assert.Equal(100, Decode($"{{\"apiVersion\": \"apps/v1\", \"kind\": \"Deployment\", {fields}}}").Errors.Count);
    }

    private static DecodeResult Decode(string text)
    {
        Assert.True(DocumentReader.TryRead(Encoding.UTF8.GetBytes(text), out var document, out var fault), fault);
        return ObjectDecoder.Decode(document!, AppsJsonContext.Default.Deployment);
    }
}

using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Agent.Local;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Local;

public sealed class LocalApiTests
{
    private readonly LocalApi _api = new(new Objects());

    [Theory]
    [InlineData("/api/v1/pods", "a b")]
    [InlineData("/api/v1/namespaces/x/pods", "b")]
    [InlineData("/api/v1/pods?labelSelector=app%3Dweb", "a")]
    [InlineData("/api/v1/pods?fieldSelector=status.phase!%3DRunning", "b")]
    [InlineData("/api/v1/nodes", "n1")]
    [InlineData("/api/v1/events?fieldSelector=involvedObject.kind%3DPod,involvedObject.name%3Da", "a.1")]
    public void Find_Lists_HoldWhatIsAskedFor(string target, string names)
    {
        var answer = Ask(target);
        Assert.Equal(200, answer.Code);
        Assert.Equal(names, string.Join(' ', Json(answer)["items"]!.AsArray().Select(item => (string?)item!["metadata"]!["name"])));
    }

    [Theory]
    [InlineData("/api/v1/namespaces/default/pods/b", 404)]
    [InlineData("/api/v1/nodes/n2", 404)]
    [InlineData("/api/v1/pods?watch=true", 405)]
    [InlineData("/api/v1/pods?fieldSelector=spec.hostname%3Dx", 400)]
    [InlineData("/api/v1/pods?labelSelector=a%20b%20c%20d", 400)]
    public void Find_WhatIsNotThere_IsRefusedWithAStatus(string target, int code)
    {
        var answer = Ask(target);
        Assert.Equal(code, answer.Code);
        Assert.Equal("Status", (string?)Json(answer)["kind"]);
    }

    [Theory]
    [InlineData("/api/v1/secrets")]
    [InlineData("/apis/apps/v1/deployments")]
    public void Find_OtherKinds_AreUnknown(string target) => Assert.Null(_api.Find(Request(target)));

    private LocalAnswer Ask(string target) => _api.Find(Request(target))!;

    private static LocalRequest Request(string target) => LocalRequest.Parse($"GET {target} HTTP/1.1\r\nHost: n")!;

    private static JsonNode Json(LocalAnswer answer) => JsonNode.Parse(Encoding.UTF8.GetString(answer.Body.Span))!;

    private sealed class Objects : ILocalObjects
    {
        public string NodeName => "n1";

        public IReadOnlyList<Pod> Pods() =>
        [
            new() { Metadata = new() { Name = "b", Namespace = "x" }, Status = new() { Phase = "Pending" } },
            new() { Metadata = new() { Name = "a", Namespace = "default", Labels = new Dictionary<string, string> { ["app"] = "web" } }, Status = new() { Phase = "Running" } },
        ];

        public Node Node() => new() { Metadata = new() { Name = "n1" } };

        public IReadOnlyList<Event> Events() =>
        [
            new() { Metadata = new() { Name = "a.1", Namespace = "default" }, InvolvedObject = new() { Kind = "Pod", Name = "a" } },
            new() { Metadata = new() { Name = "n.1", Namespace = "default" }, InvolvedObject = new() { Kind = "Node", Name = "a" } },
        ];
    }
}

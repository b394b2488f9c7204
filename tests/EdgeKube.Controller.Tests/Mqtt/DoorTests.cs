using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Mqtt;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Mqtt;

public sealed class DoorTests(DoorFixture door) : IClassFixture<DoorFixture>
{
    private const int Many = 60;
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Request_CreateAndGet_AnswersWithCorrelationAndStatus()
    {
        await using var client = await door.ConnectAsync("admin");
        await client.SendAsync("POST", ConfigMaps, "c1", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"door-create"}}""");
        var created = await client.ReceiveAsync();
        await client.SendAsync("GET", ConfigMaps + "/door-create", "c2");
        var read = await client.ReceiveAsync();

        Assert.Equal(("c1", "201"), (DoorClient.Correlation(created), created.FindUserProperty("status")));
        Assert.Equal("application/json", created.FindUserProperty("content-type"));
        Assert.Null(created.FindUserProperty("more"));
        Assert.Equal(("c2", "200"), (DoorClient.Correlation(read), read.FindUserProperty("status")));
        Assert.Equal("door-create", (string)JsonNode.Parse(DoorClient.Text(read))!["metadata"]!["name"]!);
    }

    [Fact]
    public async Task Request_Watch_SendsEventsUntilCancelled()
    {
        await using var client = await door.ConnectAsync("admin");
        await client.SendAsync("GET", ConfigMaps + "?watch=1&labelSelector=w%3D1", "w");
        await client.SendAsync("POST", ConfigMaps, "c", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"door-watch","labels":{"w":"1"}}}""");
        var messages = new[] { await client.ReceiveAsync(), await client.ReceiveAsync() };
        var added = messages.Single(message => DoorClient.Correlation(message) == "w");
        await client.SendAsync("CANCEL", "", "w");
        var last = await client.ReceiveAsync();

        Assert.Equal("true", added.FindUserProperty("more"));
        Assert.Equal("ADDED", (string)JsonNode.Parse(DoorClient.Text(added))!["type"]!);
        Assert.Equal(("w", null, 0), (DoorClient.Correlation(last), last.FindUserProperty("more"), last.Payload.Length));
    }

    [Fact]
    public async Task Request_ManyEvents_ArriveInOrder()
    {
        await using var client = await door.ConnectAsync("admin");
        await client.SendAsync("GET", ConfigMaps + "?watch=1&labelSelector=many%3D1", "w");
        await CreateAsync("many");

        await ReceiveAsync(client, "many");
    }

    [Fact]
    public async Task Request_WatcherThatDoesNotAcknowledge_MakesOnlyItselfWaitAndLosesNothing()
    {
        var released = new TaskCompletionSource();
        await using var slow = await door.ConnectAsync("admin");
        await using var other = await door.ConnectAsync("alice");
        await slow.SendAsync("GET", ConfigMaps + "?watch=1&labelSelector=slow%3D1", "w");
        slow.Held = released.Task;

        await CreateAsync("slow");
        await other.SendAsync("GET", ConfigMaps, "x");
        Assert.Equal("x", DoorClient.Correlation(await other.ReceiveAsync()));

        released.SetResult();
        await ReceiveAsync(slow, "slow");
    }

    [Fact]
    public async Task Request_TooManyWatches_AreRefused()
    {
        await using var client = await door.ConnectAsync("watcher-admin");
        await using var admin = await door.ConnectAsync("admin");
        for (var i = 0; i < 65; i++)
        {
            await admin.SendAsync("GET", ConfigMaps + "?watch=1&labelSelector=none%3D1", $"w{i}");
        }

        var refused = await admin.ReceiveAsync();
        Assert.Equal("429", refused.FindUserProperty("status"));
        Assert.Equal("more than 64 watches and followed logs are open; end one of them", (string)JsonNode.Parse(DoorClient.Text(refused))!["message"]!);
    }

    [Fact]
    public async Task Request_Stranger_IsForbidden()
    {
        await using var client = await door.ConnectAsync("alice");
        await client.SendAsync("GET", "/api/v1/namespaces/default/pods", "x");
        var answer = await client.ReceiveAsync();

        Assert.Equal("403", answer.FindUserProperty("status"));
        Assert.Equal(
            "pods is forbidden: User \"alice\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"",
            (string)JsonNode.Parse(DoorClient.Text(answer))!["message"]!);
    }

    [Theory]
    [InlineData("edgekube/v1/user:other/request")]
    [InlineData("edgekube/v1/node:n1/up")]
    [InlineData("somewhere")]
    public async Task Publish_ForeignTopic_IsNotAuthorized(string topic)
    {
        await using var client = await door.ConnectAsync("admin");
        var refused = await Assert.ThrowsAsync<MqttReasonException>(
            () => client.Client.PublishAsync(new MqttMessage(topic, "x"u8.ToArray()) { Qos = MqttQos.AtLeastOnce }, CancellationToken.None));

        Assert.Equal(MqttReasonCode.NotAuthorized, refused.Reason);
    }

    [Fact]
    public async Task Publish_ForeignResponseTopic_IsNotAuthorized()
    {
        await using var client = await door.ConnectAsync("admin");
        var refused = await Assert.ThrowsAsync<MqttReasonException>(() => client.SendAsync("GET", "/version", "x", responseTopic: "edgekube/v1/user:other/answers"));

        Assert.Equal(MqttReasonCode.NotAuthorized, refused.Reason);
    }

    [Theory]
    [InlineData("#")]
    [InlineData("edgekube/v1/#")]
    [InlineData("edgekube/v1/+/results")]
    [InlineData("edgekube/v1/user:other/results")]
    [InlineData("edgekube/v1/node:n1/down")]
    public async Task Subscribe_ForeignFilter_IsNotAuthorized(string filter)
    {
        await using var client = await door.ConnectAsync("admin");

        Assert.Equal([MqttReasonCode.NotAuthorized], await client.Client.SubscribeAsync([new MqttSubscription(filter)], CancellationToken.None));
    }

    [Fact]
    public async Task Connect_WithoutIdentity_IsRefused()
    {
        var (exit, _, errors) = await door.RunAsync("mosquitto_pub", null, "-V", "mqttv5", "-i", "nobody", "-t", "x", "-m", "x");

        Assert.NotEqual(0, exit);
        Assert.Contains("Bad user name or password", errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Apply_MosquittoRr_AnswersPerDocument()
    {
        const string Manifest = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: rr
            data:
              a: "1"
            ---
            apiVersion: v1
            kind: Namespace
            metadata:
              name: rr
            """;
        var first = await ApplyAsync(Manifest);
        var second = await ApplyAsync(Manifest);
        var third = await ApplyAsync(Manifest.Replace("\"1\"", "\"2\"", StringComparison.Ordinal));

        Assert.Equal([("configmap/rr", "created"), ("namespace/rr", "created")], Outcome(first));
        Assert.Equal([("configmap/rr", "unchanged"), ("namespace/rr", "unchanged")], Outcome(second));
        Assert.Equal([("configmap/rr", "configured"), ("namespace/rr", "unchanged")], Outcome(third));
        Assert.Equal("2", door.Host.Resources.Find<ConfigMap>("default", "rr")!.Data!["a"]);
    }

    [Fact]
    public async Task Apply_PodThatAdmissionCompleted_IsUnchanged()
    {
        const string Manifest = """
            apiVersion: v1
            kind: Pod
            metadata: {name: twice}
            spec: {containers: [{name: main, image: b, env: [{name: A, value: "1"}]}]}
            """;
        await ApplyAsync(Manifest);

        Assert.Equal([("pod/twice", "unchanged")], Outcome(await ApplyAsync(Manifest)));
        Assert.Equal([("pod/twice", "configured")], Outcome(await ApplyAsync(Manifest.Replace("image: b", "image: c", StringComparison.Ordinal))));
        Assert.NotEmpty(door.Host.Resources.Find<Pod>("default", "twice")!.Spec!.Containers[0].VolumeMounts!);
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Apply_MosquittoPub_AnswersToResults(string version)
    {
        var name = $"pub-{version}";
        var listening = door.RunAsync("mosquitto_sub", null, "-V", version, "-u", "user:admin", "-t", "edgekube/v1/user:admin/results", "-C", "1", "-W", "20", "-q", "1");
        var manifest = Encoding.UTF8.GetBytes($"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\n");
        await Eventually.True(
            async () =>
            {
                var (exit, _, _) = await door.RunAsync(
                    "mosquitto_pub", manifest, "-V", version, "-u", "user:admin", "-t", "edgekube/v1/user:admin/apply", "-q", "1", "-s");
                Assert.Equal(0, exit);
                return listening.IsCompleted;
            },
            Limit);

        Assert.Contains($"configmap/{name}", (await listening).Output, StringComparison.Ordinal);
        Assert.NotNull(door.Host.Resources.Find<ConfigMap>("default", name));
    }

    [Fact]
    public async Task Apply_BadDocuments_AreNamedAndDisturbNoOther()
    {
        var result = await ApplyAsync(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: good-1}
            ---
            a: [b
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: bad}
            data: {a: b, a: c}
            foo: 1
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: bad}
            spec: {replicas: "3", selector: {}, template: {spec: {workloadRef: y}}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: ../../etc/passwd}
            ---
            apiVersion: v1
            kind: Nope
            metadata: {name: x}
            ---
            kind: Pod
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: x, namespace: none}
            ---
            # only a comment
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: good-2}
            """);
        var messages = result["items"]!.AsArray().Select(item => (string?)item!["status"]?["message"] ?? (string)item["result"]!).ToArray();

        Assert.Equal(9, messages.Length);
        Assert.Equal(("created", "created"), (messages[0], messages[8]));
        Assert.StartsWith("document 2: error parsing: yaml: line 6: ", messages[1], StringComparison.Ordinal);
        Assert.Equal("ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: duplicate field \"data.a\", unknown field \"foo\"", messages[2]);
        Assert.Contains("spec.replicas: Invalid value: \"3\": must be an integer of 32 bits, spec.template.spec.workloadRef: Forbidden: not implemented by EdgeKube", messages[3], StringComparison.Ordinal);
        Assert.StartsWith("ConfigMap \"../../etc/passwd\" is invalid: metadata.name: Invalid value: \"../../etc/passwd\": ", messages[4], StringComparison.Ordinal);
        Assert.Equal("no matches for kind \"Nope\" in version \"v1\"", messages[5]);
        Assert.StartsWith("document 7, line ", messages[6], StringComparison.Ordinal);
        Assert.Equal("namespaces \"none\" not found", messages[7]);
    }

    [Fact]
    public async Task Apply_TooLarge_SaysSo()
    {
        await using var client = await door.ConnectAsync("admin");
        await client.PublishAsync("apply", new byte[4 << 20], "big");
        var item = JsonNode.Parse(DoorClient.Text(await client.ReceiveAsync()))!["items"]![0]!;

        Assert.Equal(("failed", 413, "RequestEntityTooLarge"), ((string)item["result"]!, (int)item["status"]!["code"]!, (string)item["status"]!["reason"]!));
    }

    private async Task<JsonNode> ApplyAsync(string manifest)
    {
        var (exit, output, errors) = await door.RunAsync(
            "mosquitto_rr", null,
            "-V", "mqttv5", "-u", "user:admin", "-t", "edgekube/v1/user:admin/apply", "-e", "edgekube/v1/user:admin/rr", "-q", "1", "-m", manifest, "-W", "20");
        Assert.True(exit == 0, errors);
        return JsonNode.Parse(output)!;
    }

    private static IEnumerable<(string, string)> Outcome(JsonNode result) =>
        result["items"]!.AsArray().Select(item => ((string)item!["object"]!, (string)item["result"]!));

    // More than a window of them.
    private async Task CreateAsync(string label)
    {
        for (var i = 0; i < Many; i++)
        {
            var made = await door.Host.Resources.CreateAsync(
                new ConfigMap { Metadata = new ObjectMeta { Name = $"{label}-{i}", Namespace = "default", Labels = new Dictionary<string, string> { [label] = "1" } } },
                CancellationToken.None);
            Assert.True(made.Succeeded, made.Error?.Message);
        }
    }

    private static async Task ReceiveAsync(DoorClient client, string label)
    {
        for (var i = 0; i < Many; i++)
        {
            Assert.Equal($"{label}-{i}", (string)JsonNode.Parse(DoorClient.Text(await client.ReceiveAsync()))!["object"]!["metadata"]!["name"]!);
        }
    }
}

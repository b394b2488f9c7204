using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using EdgeKube.Cli.Access;
using EdgeKube.Cli.Configuration;
using EdgeKube.Cli.Local;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Commands;

/// <summary>What a command works with: the terminal, the settings and one connection, made when it is first needed.</summary>
internal sealed class Session(Terminal terminal, GlobalValues flags) : IAsyncDisposable
{
    // Lists come in pages, so that none grows past what a packet holds.
    private const string PageSize = "250";
    private ConnectionSettings? _settings;
    private Task<ApiClient>? _client;
    private NodeClient? _node;

    public Terminal Terminal => terminal;

    public string Namespace => flags.IsNodeLocal ? SettingsResolver.First(flags.Namespace) ?? "default" : Settings.Namespace;

    /// <summary>True when the namespace was given on the command line, so that nothing else can be meant.</summary>
    public bool IsNamespaceGiven => Settings.IsNamespaceGiven;

    public DateTimeOffset Now => terminal.Clock.GetUtcNow();

    /// <summary>The flags that every command has.</summary>
    public GlobalValues Flags => flags;

    /// <summary>The configuration, the controller's address and the user that it is of.</summary>
    public (ConfigurationFile File, MqttServerAddress Server, string User) Access => (Settings.File, Settings.Server, Settings.Identity.Name);

    private ConnectionSettings Settings => _settings ??= flags.IsNodeLocal
        ? throw new CommandException("--node-local: get, describe, logs, exec, attach, port-forward, restart and why work on the node; this needs the controller")
        : SettingsResolver.Resolve(flags, terminal.Environment, ConfigurationStore.Load(flags.Config, terminal.Environment));

    private string Answerer => flags.IsNodeLocal ? "this node" : Settings.Server.ToString();

    /// <summary>Whoever answers: the controller, or with --node-local the agent of this machine.</summary>
    public async Task<IApiClient> ConnectAsync(CancellationToken cancellationToken) => flags.IsNodeLocal
        ? _node ??= new NodeClient(NodeSocket.Find(terminal.Environment))
        : await ConnectServerAsync(cancellationToken);

    public async Task<ApiClient> ConnectServerAsync(CancellationToken cancellationToken)
    {
        _client ??= Progress.WhileAsync(terminal, $"Connecting to {Settings.Server}", OpenAsync(cancellationToken));
        return await _client;
    }

    /// <summary>
    /// After the command's own work: renews the user's certificate when two thirds of its life are over. That it fails is no failure of the
    /// command, and worth a line.
    /// </summary>
    public async Task RenewIfDueAsync(CancellationToken cancellationToken)
    {
        if (_client is not { IsCompletedSuccessfully: true } || Settings is not { Credentials: { } own, File: { Path: { } path } file }
            || ConfigurationPaths.IsControllers(path) || !own.IsRenewalDue(Now))
        {
            return;
        }

        try
        {
            await CertificateRenewal.RunAsync(await _client, own, file, cancellationToken);
        }
        catch (Exception error) when (error is ApiException or TransportException or CommandException or IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"warning: {path}: the certificate is due, but was not renewed: {ScreenText.Escape(error.Message)}");
        }
    }

    public async Task<ReadOnlyMemory<byte>> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var client = await ConnectAsync(cancellationToken);
        var reply = await Progress.WhileAsync(terminal, $"Waiting for {Answerer}", client.AskAsync(call, cancellationToken));
        foreach (var warning in reply.Warnings)
        {
            terminal.Error.WriteLine($"Warning: {ScreenText.Escape(warning)}");
        }

        return reply.Succeeded ? reply.Body : throw new ApiException(reply.ReadStatus());
    }

    /// <summary>Sends a manifest; the answer is an ApplyResult, or a Status when nothing of it was read.</summary>
    public async Task<ApiReply> ApplyAsync(ReadOnlyMemory<byte> manifest, IReadOnlyList<MqttUserProperty> options, CancellationToken cancellationToken)
    {
        var client = await ConnectServerAsync(cancellationToken);
        return await Progress.WhileAsync(terminal, $"Waiting for {Settings.Server}", client.ApplyAsync(manifest, options, cancellationToken));
    }

    /// <summary>What the words point at; the server is asked for its types when edgectl does not know them by itself.</summary>
    public async Task<IReadOnlyList<ResourceTarget>> TargetsAsync(IReadOnlyList<string>? words, CancellationToken cancellationToken) =>
        ResourceArguments.AreKnown(words ?? []) ? ResourceArguments.Parse(words ?? []) : ResourceArguments.Parse(words!, await TypesAsync(cancellationToken));

    /// <summary>All types that the server has.</summary>
    public async Task<IReadOnlyList<ResourceType>> TypesAsync(CancellationToken cancellationToken)
    {
        var types = new List<ResourceType>();
        foreach (var path in new[] { "/api", "/apis" })
        {
            var body = await SendAsync(ApiCall.Get(path) with { Accept = ResourceDiscovery.Accept }, cancellationToken);
            types.AddRange(ResourceDiscovery.Read(ObjectJson.Parse(body.Span)));
        }

        return types;
    }

    /// <summary>The type of a manifest's object.</summary>
    /// <exception cref="CommandException">The server has none such.</exception>
    public async Task<ResourceType> TypeAsync(string apiVersion, string kind, CancellationToken cancellationToken) =>
        ResourceTypes.Find(apiVersion, kind)
        ?? (await TypesAsync(cancellationToken)).FirstOrDefault(type => type.ApiVersion == apiVersion && type.Kind == kind)
        ?? throw new CommandException($"no matches for kind \"{kind}\" in version \"{apiVersion}\"");

    /// <summary>Sends an object, or a change of one, and returns the object as it is then.</summary>
    public async Task<JsonObject> WriteAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var body = await SendAsync(call, cancellationToken);
        return ObjectJson.Parse(body.Span);
    }

    public async Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken)
    {
        var body = await SendAsync(ApiCall.Get(path), cancellationToken);
        return ObjectJson.Parse(body.Span);
    }

    /// <summary>The objects of a type, all pages together.</summary>
    /// <param name="type">The type.</param>
    /// <param name="scope">The namespace, or null for all.</param>
    /// <param name="selection">Selectors; names of query parameters and values.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Listing> ListAsync(
        ResourceType type, string? scope, IReadOnlyList<(string Name, string? Value)> selection, CancellationToken cancellationToken)
    {
        var items = new List<JsonObject>();
        string? next = null;
        var path = ResourcePath.Collection(type, scope);
        while (true)
        {
            var list = await GetAsync(ResourcePath.WithQuery(path, [.. selection, ("limit", PageSize), ("continue", next)]), cancellationToken);
            items.AddRange(TakeItems(list).Select(item => ObjectJson.WithType(item, type)));
            next = list["metadata"]?["continue"]?.GetValue<string>();
            if (string.IsNullOrEmpty(next))
            {
                return new(items, ObjectJson.ResourceVersion(list));
            }
        }
    }

    /// <summary>Changes of a collection from a resourceVersion on, until the server ends it.</summary>
    public async IAsyncEnumerable<ObjectChange> WatchAsync(
        ResourceType type,
        string? scope,
        IReadOnlyList<(string Name, string? Value)> selection,
        string resourceVersion,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var client = await ConnectAsync(cancellationToken);
        var path = ResourcePath.WithQuery(ResourcePath.Collection(type, scope), [.. selection, ("watch", "true"), ("resourceVersion", resourceVersion)]);
        await foreach (var part in client.StreamAsync(ApiCall.Get(path), cancellationToken))
        {
            if (part.Length > 0 && ObjectChange.Parse(part.Span, type) is { } change)
            {
                yield return change;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { IsCompletedSuccessfully: true })
        {
            await (await _client).DisposeAsync();
        }
    }

    // With an expired certificate the server talks about nothing but a new one.
    private async Task<ApiClient> OpenAsync(CancellationToken cancellationToken)
    {
        if (Settings is { Credentials: { } own, File.Path: { } path } && !ConfigurationPaths.IsControllers(path) && own.IsExpired(Now))
        {
            await using var client = await ApiClient.ConnectAsync(Settings, terminal.Clock, cancellationToken);
            var renewed = await CertificateRenewal.RunAsync(client, own, Settings.File, cancellationToken);
            _settings = SettingsResolver.Resolve(flags, terminal.Environment, renewed);
        }

        return await ApiClient.ConnectAsync(Settings, terminal.Clock, cancellationToken);
    }

    // Taken out of their list, so that they can be put into another.
    private static JsonObject[] TakeItems(JsonObject list)
    {
        var array = list["items"] as JsonArray ?? [];
        var items = array.OfType<JsonObject>().ToArray();
        array.Clear();
        return items;
    }
}

using EdgeKube.Controller.Api;
using EdgeKube.Controller.Api.ManagedFields;
using EdgeKube.Controller.Fleet.Removal;
using EdgeKube.Controller.Metrics;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Security.Authorization;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Security.ServiceAccounts;
using EdgeKube.Controller.Store;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>Puts the API together over a store.</summary>
internal sealed class ApiComposition
{
    private readonly IClusterStore _store;
    private readonly ILoggerFactory _logs;
    private readonly TimeProvider _time;
    private readonly string _version;
    private readonly Registry _registry;
    private readonly Authorizer _authorizer;
    private readonly RoleReader _roles;

    private ApiComposition(IClusterStore store, ServiceRange services, ILoggerFactory logs, TimeProvider time, string version)
    {
        var reader = new ObjectReader(store);
        _store = store;
        _logs = logs;
        _time = time;
        _version = version;
        Tombstones = new Tombstones(store, time);
        var roles = new RoleReader(reader);
        _roles = roles;
        _authorizer = new Authorizer(roles);
        var admissions = new Admissions(
            new NamespaceLifecycle(reader),
            new EphemeralAdmission(),
            new ResizeAdmission(reader),
            new PriorityAdmission(reader),
            new RuntimeClassAdmission(reader),
            new LimitRanger(reader),
            new ServiceAccountAdmission(reader, RootCertificate),
            new ServiceAdmission(reader, services, time),
            new CertificateAdmission(_authorizer),
            new EscalationAdmission(roles, _authorizer),
            new PodSecurityAdmission(reader, logs.CreateLogger<PodSecurityAdmission>()),

            // Last: it takes from the quota what everybody else has let through.
            new QuotaAdmission(reader));
        _registry = new Registry(
            store, reader, _authorizer, admissions, [Tombstones, new NodeRetirement(new IdentityStore(store)), new StandardContentHook(RootCertificate, time), new ServiceHook()], time);
        Resources = new Resources(_registry, store, Caller.Controller("system:controller"), time);
        Apply = new ApplyHandler(_registry, new Applier(_registry, time), logs.CreateLogger<ApplyHandler>());
    }

    public IResources Resources { get; }

    /// <summary>To be set by whoever has an authority, before the first namespace is made.</summary>
    public RootCertificate RootCertificate { get; } = new();

    public ObjectReader Reader => _registry.Reader;

    /// <summary>The nodes that were removed and have not left yet.</summary>
    public Tombstones Tombstones { get; }

    public ApplyHandler Apply { get; }

    /// <param name="store">Where everything is.</param>
    /// <param name="logs">For every part.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="version">Told to clients.</param>
    /// <param name="services">Where Services get their addresses from; null: the usual network.</param>
    public static ApiComposition Build(IClusterStore store, ILoggerFactory logs, TimeProvider time, string version, ServiceRange? services = null) =>
        new(store, services ?? ServiceRange.Default, logs, time, version);

    /// <summary>The pipeline for requests from outside.</summary>
    /// <param name="tokens">Of ServiceAccounts.</param>
    /// <param name="streams">Where logs come from.</param>
    /// <param name="metrics">What <c>/metrics</c> shows.</param>
    /// <param name="trust">The operations of trust; null when there are none.</param>
    /// <param name="documents">What else can be read that is no resource.</param>
    /// <param name="measures">What nodes use; null when nobody can be asked.</param>
    public RequestPipeline Pipeline(ServiceAccountTokens tokens, INodeStreams streams, IReadOnlyList<IMetricSource> metrics, ITrustApi? trust = null, IReadOnlyList<ApiDocument>? documents = null, INodeMeasures? measures = null)
    {
        var writes = new WriteHandler(_registry, new Applier(_registry, _time));
        var forwarder = new ProxyForwarder(streams, _time);
        return new RequestPipeline(
            new Impersonation(_authorizer),
            new NonResourceHandler(
                _authorizer, new DiscoveryDocuments(_version), new OpenApiDocuments(_version), new HealthHandler(HealthChecks()), metrics, trust, [.. TokenDocuments.Of(tokens), .. documents ?? []]),
            new ReadHandler(_registry),
            new WatchHandler(_registry, _store, _authorizer, _time),
            writes,
            new DeleteHandler(_registry),
            new ReviewHandler(_authorizer, _roles, tokens, _time),
            new SubresourceHandler(
                _registry,
                writes,
                new ScaleHandler(_registry),
                new BindingHandler(_registry, _time),
                new LogHandler(_registry, streams),
                new TokenRequestHandler(_registry.Reader, _authorizer, tokens),
                new PodStreamHandler(_registry, streams),
                new PortForwardHandler(_registry, streams),
                new PodProxyHandler(_registry, forwarder),
                new ServiceProxyHandler(_registry, forwarder),
                new EvictionHandler(_registry, _time)),
            measures is null ? null : new MeasureHandler(_registry.Reader, _authorizer, measures),
            _registry.Reader,
            _time,
            _logs.CreateLogger<RequestPipeline>());
    }

    private IReadOnlyList<HealthCheck> HealthChecks() =>
    [
        new("ping", IsNeededToLive: true, () => true),
        new("store", IsNeededToLive: false, () => _registry.Reader.Find(KindTable.Namespace, null, "default") is not null),
    ];
}

using EdgeKube.Api;
using EdgeKube.Controller.Api.ManagedFields;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>
/// The pipeline from an object to the store, whichever door it came in by: authorize → default → admit → prepare → validate → store.
/// Writes are guarded by revisions; when a guard fails and the caller had not asked for a version, the whole decision is made again.
/// </summary>
internal sealed class Registry(
    IClusterStore store, ObjectReader reader, IAuthorizer authorizer, Admissions admissions, IReadOnlyList<ICommitHook> hooks, TimeProvider time)
{
    // Only a key that is written all the time comes near this.
    private const int MaxAttempts = 32;

    /// <summary>The verb of those who end many objects at once.</summary>
    public const string DeleteCollection = "deletecollection";

    public ObjectReader Reader => reader;

    /// <param name="verb">What the caller must be allowed to do with it: more than get where looking is only the beginning.</param>
    public ApiResult<ApiObject> Get(Caller caller, Kind kind, string? ns, string name, string? subresource = null, string verb = "get")
    {
        var access = new AccessRequest(verb, kind, ns, name, subresource);
        if (authorizer.FindRefusal(caller, access) is { } refusal)
        {
            return refusal;
        }

        if (reader.Find(kind, ns, name) is not { } obj)
        {
            return Statuses.NotFound(kind, name);
        }

        return authorizer.FindRefusal(caller, access, obj) is { } second ? second : obj;
    }

    /// <summary>All objects of a kind, for who may end them all at once.</summary>
    public ApiResult<ObjectList> ListToDelete(Caller caller, Kind kind, string? ns) =>
        authorizer.FindRefusal(caller, new AccessRequest(DeleteCollection, kind, ns, null)) is { } refusal ? refusal : reader.List(kind, ns);

    /// <param name="at">An earlier revision; null: the newest state.</param>
    /// <exception cref="CompactedException">That revision is forgotten.</exception>
    public ApiResult<StoreRange> List(Caller caller, Kind kind, string? ns, long? at = null) =>
        authorizer.FindRefusal(caller, new AccessRequest("list", kind, ns, null)) is { } refusal ? refusal : reader.Range(kind, ns, at);

    public async Task<ApiResult<ApiObject>> CreateAsync(
        Caller caller, Kind kind, string? ns, ApiObject given, WriteOptions options, CancellationToken cancellationToken)
    {
        var access = new AccessRequest("create", kind, ns, given.Metadata.Name);
        var refusal = authorizer.FindRefusal(caller, access) ?? authorizer.FindRefusal(caller, access, given);
        if (refusal is not null)
        {
            return refusal;
        }

        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var prepared = Prepare(caller, kind, ns, given, options);
            if (!prepared.Succeeded)
            {
                return prepared.Error;
            }

            var obj = prepared.Object.Object;
            var key = kind.KeyOf(obj);
            if (store.Find(key) is not null)
            {
                // A generated name that is taken is our bad luck, not the caller's fault.
                if (string.IsNullOrEmpty(given.Metadata.Name))
                {
                    continue;
                }

                return Statuses.AlreadyExists(kind, obj.Name);
            }

            if (options.IsDryRun)
            {
                return obj;
            }

            var value = ObjectCodec.EncodeForStore(obj);
            if (value.Length > StoreTransaction.MaxValueBytes)
            {
                return Statuses.TooLarge(value.Length, StoreTransaction.MaxValueBytes);
            }

            var transaction = Extend(GuardNamespace(kind, ns).When(key, 0).Put(key, value, Reading(kind, obj)), kind, null, obj, prepared.Object);
            var commit = await store.CommitAsync(transaction, cancellationToken);
            if (commit.Succeeded)
            {
                return Stored(kind, key, obj, commit.Revision);
            }
        }

        return Statuses.Conflict(kind, given.Name, Statuses.ModifiedMessage);
    }

    public async Task<ApiResult<ApiObject>> UpdateAsync(
        Caller caller, ObjectUpdate update, Func<ApiObject, ApiResult<ApiObject>> change, WriteOptions options, CancellationToken cancellationToken)
    {
        var (verb, kind, ns, name, _) = update;
        var access = new AccessRequest(verb, kind, ns, name, update.Subresource);
        if (authorizer.FindRefusal(caller, access) is { } refusal)
        {
            return refusal;
        }

        var key = kind.KeyOf(ns, name);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (store.Find(key) is not { } entry)
            {
                return Statuses.NotFound(kind, name);
            }

            var current = reader.Decode(kind, entry);
            if (authorizer.FindRefusal(caller, access, current) is { } second)
            {
                return second;
            }

            var planned = Track(caller, update, current, UpdatePlanner.Plan(update, current, change), options);
            if (!planned.Succeeded)
            {
                return planned;
            }

            var next = planned.Object;
            if (update.Subresource is null)
            {
                Warn(next, options);
            }

            var request = new AdmissionRequest(caller, kind, next) { Current = current, Subresource = update.Subresource, Warn = WarningsOf(options) };
            if (update.Subresource is null)
            {
                var completed = admissions.Complete(request);
                if (!completed.Succeeded)
                {
                    return completed;
                }

                next = completed.Object;
                request = request with { Object = next };
            }

            if (admissions.Validate(request) is { } refused)
            {
                return refused;
            }

            if (options.IsDryRun)
            {
                return next;
            }

            var isGone = DeletePlanner.IsDone(kind, next);
            var value = ObjectCodec.EncodeForStore(next);
            if (!isGone && value.Span.SequenceEqual(entry.Value.Span))
            {
                return current;
            }

            if (value.Length > StoreTransaction.MaxValueBytes)
            {
                return Statuses.TooLarge(value.Length, StoreTransaction.MaxValueBytes);
            }

            var transaction = new StoreTransaction().When(key, entry.ModRevision);
            var commit = await store.CommitAsync(
                Extend(isGone ? transaction.Delete(key) : transaction.Put(key, value, Reading(kind, next)), kind, current, isGone ? null : next, request), cancellationToken);
            if (commit.Succeeded)
            {
                return isGone ? ObjectCodec.WithResourceVersion(next, commit.Revision) : Stored(kind, key, next, commit.Revision);
            }
        }

        return Statuses.Modified(kind, name);
    }

    /// <summary>The answer's object is gone when it no longer can be found; else it carries its deletionTimestamp.</summary>
    /// <param name="verb">What the caller was asked for a right to: this object, or all of them.</param>
    public async Task<ApiResult<DeletedObject>> DeleteAsync(
        Caller caller, Kind kind, string? ns, string name, DeleteOptions options, CancellationToken cancellationToken, string verb = "delete")
    {
        var access = new AccessRequest(verb, kind, ns, name);
        if ((authorizer.FindRefusal(caller, access) ?? DeletePlanner.FindFault(options)) is { } refusal)
        {
            return refusal;
        }

        if (kind == KindTable.Namespace && PermanentNamespaces.IsPermanent(name))
        {
            return Statuses.Forbidden(kind, name, "this namespace may not be deleted");
        }

        var key = kind.KeyOf(ns, name);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (store.Find(key) is not { } entry)
            {
                return Statuses.NotFound(kind, name);
            }

            var current = reader.Decode(kind, entry);
            if ((authorizer.FindRefusal(caller, access, current) ?? FindFailedPrecondition(kind, current, options.Preconditions)) is { } second)
            {
                return second;
            }

            var plan = DeletePlanner.Plan(kind, current, options, time.GetUtcNow());
            if (plan is DeletePlan.Nothing || options.DryRun is { Count: > 0 })
            {
                return new DeletedObject((plan as DeletePlan.Mark)?.Next ?? current, plan is DeletePlan.Remove);
            }

            var transaction = new StoreTransaction().When(key, entry.ModRevision);
            var next = (plan as DeletePlan.Mark)?.Next;
            var commit = await store.CommitAsync(
                next is null ? Extend(transaction.Delete(key), kind, current, null) : transaction.Put(key, ObjectCodec.EncodeForStore(next)), cancellationToken);
            if (commit.Succeeded)
            {
                return next is null
                    ? new DeletedObject(ObjectCodec.WithResourceVersion(current, commit.Revision), IsGone: true)
                    : new DeletedObject(Stored(kind, key, next, commit.Revision), IsGone: false);
            }
        }

        return Statuses.Modified(kind, name);
    }

    private ApiResult<AdmissionRequest> Prepare(Caller caller, Kind kind, string? ns, ApiObject given, WriteOptions options)
    {
        var now = MetadataRules.WholeSeconds(time.GetUtcNow());
        var defaulted = ObjectRules.Default(given with { Metadata = MetadataRules.ForCreate(given.Metadata, kind, ns, now, Random.Shared) });
        defaulted = FieldTracking.Created(kind, defaulted, given.Metadata.ManagedFields, options.Writer, now);
        var request = new AdmissionRequest(caller, kind, defaulted) { Warn = WarningsOf(options) };
        var completed = admissions.Complete(request);
        if (!completed.Succeeded)
        {
            return completed.Error;
        }

        var obj = kind.Strategy.PrepareForCreate(completed.Object);
        var faults = ObjectRules.Validate(obj);
        if (faults.Count == 0 && MetadataRules.FindUnusableName(obj.Metadata) is { } unusable)
        {
            faults = [unusable];
        }

        if (faults.Count > 0)
        {
            return Statuses.Invalid(kind.QualifiedName, obj.Name, faults);
        }

        Warn(obj, options);
        request = request with { Object = obj };
        return admissions.Validate(request) is { } refusal ? refusal : request;
    }

    private static Action<string> WarningsOf(WriteOptions options) => options.Warn ?? (static _ => { });

    private static void Warn(ApiObject obj, WriteOptions options)
    {
        foreach (var warning in options.Warn is null ? [] : ObjectRules.Warn(obj))
        {
            options.Warn!(warning);
        }
    }

    private ApiResult<ApiObject> Track(Caller caller, ObjectUpdate update, ApiObject current, ApiResult<ApiObject> planned, WriteOptions options) => planned.Succeeded
        ? FieldTracking.Updated(update, current, planned.Object, options.Writer, caller.Name, MetadataRules.WholeSeconds(time.GetUtcNow()))
        : planned;

    private StoreTransaction Extend(StoreTransaction transaction, Kind kind, ApiObject? before, ApiObject? after, AdmissionRequest? request = null)
    {
        foreach (var extension in request?.Extensions ?? [])
        {
            extension(transaction);
        }

        // Hooks follow what comes and what goes, not what changes.
        foreach (var hook in before is null || after is null ? hooks : [])
        {
            hook.Extend(transaction, kind, before, after);
        }

        return transaction;
    }

    // Without this guard an object could slip into a namespace that was emptied and removed meanwhile.
    private StoreTransaction GuardNamespace(Kind kind, string? ns)
    {
        if (!kind.IsNamespaced)
        {
            return new StoreTransaction();
        }

        var key = KindTable.Namespace.KeyOf(null, ns ?? "");
        return new StoreTransaction().When(key, store.Find(key)?.ModRevision ?? 0);
    }

    private static ApiStatus? FindFailedPrecondition(Kind kind, ApiObject current, Preconditions? wanted)
    {
        if (wanted?.Uid is { Length: > 0 } uid && uid != current.Uid)
        {
            return Statuses.WrongUid(kind, current.Name, uid, current.Uid);
        }

        return wanted?.ResourceVersion is { Length: > 0 } version && version != current.Metadata.ResourceVersion
            ? Statuses.Conflict(
                kind,
                current.Name,
                $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({current.Metadata.ResourceVersion}). The object might have been modified")
            : null;
    }

    // One object for all readers, when nobody has written since.
    private ApiObject Stored(Kind kind, string key, ApiObject obj, long revision)
    {
        if (store.Find(key) is not { } entry || entry.ModRevision != revision)
        {
            return ObjectCodec.WithResourceVersion(obj, revision);
        }

        return reader.Decode(kind, entry);
    }

    // What is written need not be read again. Kinds without a record are: their parts would hold on to the request's whole document.
    private Action<StoreEntry>? Reading(Kind kind, ApiObject obj) => kind is { Alias: null, File: null } ? entry => reader.Remember(entry, obj) : null;
}

using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>A <see cref="Strategy"/> in terms of the kind's record; a kind overrides what it does its own way.</summary>
internal abstract class Strategy<T> : Strategy
    where T : ApiObject
{
    public sealed override ApiObject PrepareForCreate(ApiObject obj) => Create((T)obj);

    public sealed override ApiObject PrepareForUpdate(ApiObject obj, ApiObject current) => Update((T)obj, (T)current);

    public sealed override ApiObject PrepareForStatusUpdate(ApiObject obj, ApiObject current) => UpdateStatus((T)obj, (T)current);

    public sealed override IEnumerable<StatusCause> FindForbiddenChanges(ApiObject obj, ApiObject current) => ForbiddenChanges((T)obj, (T)current);

    public sealed override string? FindField(ApiObject obj, string field) => Field((T)obj, field);

    public sealed override long GraceSeconds(ApiObject obj, long? asked) => Grace((T)obj, asked);

    public sealed override bool IsHeld(ApiObject obj) => Held((T)obj);

    public sealed override ApiObject MarkTerminating(ApiObject obj) => Terminating((T)obj);

    protected virtual T Create(T obj) => obj;

    protected virtual T Update(T obj, T current) => obj;

    protected virtual T UpdateStatus(T obj, T current) => current;

    protected virtual IEnumerable<StatusCause> ForbiddenChanges(T obj, T current) => [];

    protected virtual string? Field(T obj, string field) => null;

    protected virtual long Grace(T obj, long? asked) => 0;

    protected virtual bool Held(T obj) => false;

    protected virtual T Terminating(T obj) => obj;
}

using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What a kind does its own way. Pure. Metadata is taken care of elsewhere.</summary>
internal abstract class Strategy
{
    /// <summary>Whether metadata.generation counts changes of the spec.</summary>
    public virtual bool HasGeneration => false;

    /// <summary>Whether a delete that removes the object answers with the object instead of a Status.</summary>
    public virtual bool ReturnsDeletedObject => false;

    /// <summary>A new object as its creator may make it: without the status that others own.</summary>
    public abstract ApiObject PrepareForCreate(ApiObject obj);

    /// <summary>An update by the owner of the spec: status stays as it is.</summary>
    public abstract ApiObject PrepareForUpdate(ApiObject obj, ApiObject current);

    /// <summary>An update by the owner of the status: all else stays as it is.</summary>
    public abstract ApiObject PrepareForStatusUpdate(ApiObject obj, ApiObject current);

    /// <summary>What may not change, besides what every kind has in common.</summary>
    public abstract IEnumerable<StatusCause> FindForbiddenChanges(ApiObject obj, ApiObject current);

    /// <summary>Values for fieldSelector besides metadata.name and metadata.namespace; null when there is no such selector.</summary>
    public abstract string? FindField(ApiObject obj, string field);

    /// <summary>Seconds the object has to end by itself when it is deleted; 0 when nobody needs to agree.</summary>
    public abstract long GraceSeconds(ApiObject obj, long? asked);

    /// <summary>True while something besides metadata.finalizers keeps a deleted object alive.</summary>
    public abstract bool IsHeld(ApiObject obj);

    /// <summary>The object as it looks from the moment it is being deleted.</summary>
    public abstract ApiObject MarkTerminating(ApiObject obj);
}

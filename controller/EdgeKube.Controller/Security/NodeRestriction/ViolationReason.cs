namespace EdgeKube.Controller.Security;

/// <summary>What a node has done that it may not do.</summary>
internal enum ViolationReason
{
    /// <summary>It spoke of another node, of a pod that is not bound to it, or of another's event.</summary>
    ForeignObject,

    /// <summary>It spoke of a kind that nodes say nothing about.</summary>
    ForbiddenKind,

    /// <summary>It gave itself a label that only others may give.</summary>
    ForbiddenLabel,

    /// <summary>It set a field of its Node that others decide: taints, networks, owners.</summary>
    ForbiddenField,

    /// <summary>It said more than a node has to say: events without end, or static pods in numbers.</summary>
    TooMuch,

    /// <summary>It sent what no honest node sends: malformed, too large, or other than its key says.</summary>
    Malformed,
}

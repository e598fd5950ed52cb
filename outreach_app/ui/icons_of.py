"""Which drawing stands for which term; an unknown one gets none."""

DOMAIN_ICONS = {
    "home": "house",
    "education": "graduation-cap",
    "work": "briefcase",
    "leisure": "dumbbell",
    "housing": "building-2",
    "health": "heart-pulse",
    "justice": "scale",
    "income": "wallet",
    "relations": "heart-handshake",
    "public_space": "trees",
    "mobility": "bus",
    "mental_health": "brain",
    "substance_use": "pill",
    "sexuality": "venus-and-mars",
    "identity": "fingerprint",
    "online": "globe",
}

SPOT_ICONS = {
    "square": "armchair",
    "park": "trees",
    "sports_ground": "dumbbell",
    "transit": "bus",
    "school": "school",
    "shops": "shopping-bag",
    "youth_space": "tent-tree",
    "online": "globe",
}

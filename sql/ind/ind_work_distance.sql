-- One row: a work with a known place, and the largest great-circle distance between two of its places.
-- key: work_id
-- units: distance_km, 0 for a single place; R = 6371.01 km
-- method: 2 R asin(chord / 2), the chord between points of the unit sphere
select
    a.work_id, count(*) as place_pairs,
    2 * 6371.01 * asin(
        least(
            1.0,
            sqrt(max((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) + (a.z - b.z) * (a.z - b.z))) / 2
        )
    ) as distance_km
from ind_work_place as a
inner join ind_work_place as b on a.work_id = b.work_id and a.place_id <= b.place_id
group by a.work_id
